import { person } from '../../support/people';
import { RealtimeClient } from '../../support/realtime-client';
import { testApp } from '../../support/test-app';
import { RawWebSocket } from '../../support/raw-websocket';

const LONGEST_STOP_MS = 20_000;

describe('A process that stops', () => {
  it('says goodbye to everybody, also to whoever does not answer, and is gone soon', async () => {
    const app = await testApp();
    const student = await person(app);
    const clients = await Promise.all(
      Array.from({ length: 5 }, () => RealtimeClient.signedIn(app.baseUrl, student)),
    );
    await clients[0]?.follow(`user:${student.uuid}`);
    const unknown = await RealtimeClient.open(app.baseUrl);
    // It never answers the farewell.
    const mute = await RawWebSocket.open(app.baseUrl);

    const since = Date.now();
    await app.stop();
    expect(Date.now() - since).toBeLessThan(LONGEST_STOP_MS);
    for (const client of [...clients, unknown]) {
      expect(await client.ended).toEqual({ code: 1001, reason: 'server_stopping' });
      expect(client.frames.at(-1)).toEqual({ type: 'goodbye', reason: 'server_stopping' });
    }
    expect(await mute.closeCode()).toBe(1001);
    await expect(RealtimeClient.open(app.baseUrl)).rejects.toThrow('ECONNREFUSED');
    mute.destroy();
  });
});
