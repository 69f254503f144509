import { firstNameOf } from './first-name';

describe('The first name in mails to guardians', () => {
  it.each([
    ['Mia Small', 'Mia'],
    ['  Jean-Luc\tPetit', 'Jean-Luc'],
    ['D’Arcy', 'D’Arcy'],
    ['Zoe\u0308 X', 'Zoe\u0308'],
    ['小明 王', '小明'],
  ])('of %j is %j', (fullName, first) => expect(firstNameOf(fullName)).toBe(first));

  it.each([
    ['https://evil.example/win?now', 'httpsevilexamplewinnow'],
    ['evil.example', 'evilexample'],
    ['eve@evil.example', 'eveevilexample'],
    ['{{link}}', 'link'],
    ['<b>Mia</b>', 'bMiab'],
    ['12345', 'Your child'],
    ['', 'Your child'],
    ['𝒳'.repeat(90), '𝒳'.repeat(40)],
  ])('makes no link and no markup of %j', (fullName, first) =>
    expect(firstNameOf(fullName)).toBe(first),
  );
});
