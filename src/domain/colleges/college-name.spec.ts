import { aliasesOf, nameKey, nameKeysOf } from './college-name';

describe('nameKey', () => {
  it.each([
    ['University of California-Berkeley', 'university of california berkeley'],
    ['University of California, Berkeley', 'university of california berkeley'],
    ['Texas A & M University', 'texas a and m university'],
    ['Texas A&M University', 'texas a and m university'],
    ["St. John's University", 'saint johns university'],
    ['The Ohio State University', 'ohio state university'],
    ['  Universidad de Cañón ', 'universidad de canon'],
    ['The', 'the'],
    ['!!', ''],
  ])('reads %s as %s', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });
});

describe('aliasesOf', () => {
  it('knows short names and campuses', () => {
    expect(aliasesOf('Massachusetts Institute of Technology')).toContain('MIT');
    expect(aliasesOf('University of California-Berkeley')).toContain('UC Berkeley');
    expect(aliasesOf('California State University-Fullerton')).toContain('Cal State Fullerton');
    expect(aliasesOf('University of Washington-Seattle Campus')).toContain(
      'University of Washington',
    );
  });

  it('makes no short name of a place', () => {
    expect(nameKeysOf({ name: 'Boston College', city: null, state: null })).not.toContain('boston');
    expect(aliasesOf('University of Miami')).toEqual([]);
  });

  it('tells colleges of one name apart by their place', () => {
    expect(nameKeysOf({ name: 'Columbia College', city: 'Columbia', state: 'MO' })).toContain(
      nameKey('Columbia College (Columbia, MO)'),
    );
  });
});
