import type { Writable } from 'node:stream';
import { textFrame } from './text-frame';

const { Receiver } = jest.requireActual<{
  Receiver: new (options: { isServer: boolean }) => Writable;
}>('ws');

/** What the protocol's own reader makes of bytes. */
function read(bytes: Buffer): Promise<string> {
  const receiver = new Receiver({ isServer: false });
  return new Promise((resolve, reject) => {
    receiver.on('message', (data: Buffer) => resolve(data.toString()));
    receiver.on('error', reject);
    receiver.write(bytes);
  });
}

describe('A text frame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 100_000])('carries %d bytes', async (length) => {
    expect(await read(textFrame('x'.repeat(length)))).toBe('x'.repeat(length));
  });

  it('counts bytes, not characters', async () => {
    const text = 'ü€😀'.repeat(15);
    expect(await read(textFrame(text))).toBe(text);
  });
});
