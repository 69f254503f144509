import { decodeUuid, encodeUuid, isUuid } from './id';

describe('ids', () => {
  it('accepts every uuid version in use, and nothing that only looks like one', () => {
    expect(isUuid('123e4567-e89b-12d3-a456-426614174000')).toBe(true);
    expect(isUuid('0198c0de-7e57-7abc-8def-0123456789ab')).toBe(true);
    expect(isUuid('123e4567-e89b-02d3-a456-426614174000')).toBe(false);
    expect(isUuid('123e4567e89b12d3a456426614174000')).toBe(false);
  });

  it('encodes a uuid to 22 characters and back', () => {
    const uuid = '123e4567-e89b-12d3-a456-426614174000';
    expect(encodeUuid(uuid)).toHaveLength(22);
    expect(decodeUuid(encodeUuid(uuid))).toBe(uuid);
  });

  it.each(['', 'short', '!'.repeat(22), 'z'.repeat(22)])('refuses %p', (text) => {
    expect(decodeUuid(text)).toBeNull();
  });
});
