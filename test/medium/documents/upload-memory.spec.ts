import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { filesOn, form } from '../../support/document-desk';
import { eventually } from '../../support/eventually';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const MEGABYTE = 1_048_576;
const SENDERS = 10;
const FILE_BYTES = 24 * MEGABYTE;
const PATIENCE_MS = 60_000;
const MOST_HELD = (SENDERS * FILE_BYTES) / 2;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What this process holds, in bytes; the server and its clients run in it. */
function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A form with a long text, made while it is sent. */
function longForm(): { readonly type: string; readonly body: ReadableStream } {
  const [head = '', tail = ''] = form({ bytes: '<here>', name: '"long.txt"' }, { kind: 'other' })
    .body.toString()
    .split('<here>');
  const piece = Buffer.from(`${'words '.repeat(10_000)}\n`);
  function* pieces() {
    yield Buffer.from(head);
    for (let sent = 0; sent + piece.length < FILE_BYTES; sent += piece.length) yield piece;
    yield Buffer.from(tail);
  }
  return {
    type: `multipart/form-data; boundary=${/^--(\S+)/.exec(head)?.[1]}`,
    body: Readable.toWeb(Readable.from(pieces())) as ReadableStream,
  };
}

describe('Documents that many people send at once', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  it('pass through to the store without being held in memory', async () => {
    const senders = await Promise.all(Array.from({ length: SENDERS }, () => person(app)));
    const before = held();
    let peak = 0;
    let looks = 0;
    const watch = setInterval(() => {
      looks += 1;
      // On a busy machine much lies around that nobody holds any more.
      if (held() - before >= MOST_HELD) collectGarbage();
      peak = Math.max(peak, held() - before);
    }, 50);
    const statuses = await Promise.all(
      senders.map(async ({ token }) => {
        const { type, body } = longForm();
        const response = await fetch(`${app.coaching.baseUrl}/documents`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': type },
          body,
          duplex: 'half',
        } as RequestInit);
        return response.status;
      }),
    );
    clearInterval(watch);
    expect(statuses).toEqual(statuses.map(() => 200));
    expect(looks).toBeGreaterThan(0);
    expect(peak).toBeLessThan(MOST_HELD);
    const spooled = await eventually(
      async () => filesOn(app).spooled,
      (files) => files === 0,
      PATIENCE_MS,
    );
    expect(spooled).toBe(0);
  });
});
