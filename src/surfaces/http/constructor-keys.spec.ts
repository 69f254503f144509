import { maskConstructorKeys, nameAsSent, unmaskConstructorKeys } from './constructor-keys';

describe('Keys called constructor', () => {
  it('are hidden at any depth and found again', () => {
    const sent = { a: [{ constructor: { constructor: 1 } }], b: 'constructor' };
    const masked = maskConstructorKeys(sent);
    expect(JSON.stringify(masked)).not.toContain('"constructor":');
    expect((masked.a[0] as object).constructor).toBe(Object);
    expect(unmaskConstructorKeys(masked)).toEqual(sent);
    expect(Object.keys(masked.a[0] as object).map(nameAsSent)).toEqual(['constructor']);
  });

  it('cost nothing where there are none', () => {
    const bytes = new Uint8Array([1]);
    const sent = { a: [{ b: null }], bytes };
    expect(maskConstructorKeys(sent)).toBe(sent);
    expect(maskConstructorKeys(bytes)).toBe(bytes);
  });
});
