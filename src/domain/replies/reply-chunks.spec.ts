import { chunkLengths, ReplyChunks, splitByLengths } from './reply-chunks';

describe('reply chunks', () => {
  it('replays a text in the chunks it was streamed in', () => {
    const chunks = ['Hello, ', 'wörld ', '🌍!', ' bye'];
    expect(splitByLengths(chunks.join(''), chunkLengths(chunks))).toEqual(chunks);
  });

  it('holds back half a surrogate pair until its other half comes', () => {
    const reply = new ReplyChunks();
    expect(reply.push('a\uD83C')).toBe('a');
    expect(reply.push('\uDF0D b')).toBe('🌍 b');
    expect(reply.text).toBe('a🌍 b');
  });

  it('drops what no database column can hold, and empty deltas', () => {
    const reply = new ReplyChunks();
    expect(reply.push('')).toBeNull();
    expect(reply.push('\u0000')).toBeNull();
    expect(reply.push('x\u0000y')).toBe('xy');
    expect(reply.push('\uDC00z')).toBe('\uFFFDz');
  });
});
