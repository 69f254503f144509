import { AttemptReader } from './attempt-reader';

describe('AttemptReader', () => {
  it('passes on the chunks of one attempt as they come, and the rest at the end', () => {
    const reader = new AttemptReader();
    expect(reader.take(1, ['a', 'b'])).toEqual(['a', 'b']);
    expect(reader.position(1)).toBe(2);
    expect(reader.take(1, [])).toEqual([]);
    expect(reader.rest(['a', 'b', 'c'])).toEqual(['c']);
  });

  it('passes over what was heard when another attempt says the same, however it is cut', () => {
    const reader = new AttemptReader();
    reader.take(1, ['Hello ', 'wor']);
    expect(reader.position(2)).toBe(0);
    expect(reader.take(2, ['Hel', 'lo'])).toEqual([]);
    expect(reader.take(2, [' world', '!'])).toEqual(['ld', '!']);
    expect(reader.rest(['Hel', 'lo', ' world', '!'])).toEqual([]);
  });

  it('knows what was heard before it was there', () => {
    expect(new AttemptReader('Hello ').rest(['Hello ', 'world'])).toEqual(['world']);
    expect(new AttemptReader('Hello ').rest(['Goodbye'])).toBeNull();
  });

  it('notices an attempt that contradicts what was heard', () => {
    const reader = new AttemptReader();
    reader.take(1, ['Hello ', 'world']);
    expect(reader.take(2, ['Hello ', 'there'])).toBeNull();
  });

  it('notices a reply that is shorter than what was heard', () => {
    const reader = new AttemptReader();
    reader.take(1, ['Hello ', 'world']);
    expect(reader.rest(['Hello '])).toBeNull();
  });

  it('has nothing left of a turn that ended without a reply', () => {
    const reader = new AttemptReader();
    reader.take(1, ['Hello ']);
    expect(reader.rest(null)).toEqual([]);
  });
});
