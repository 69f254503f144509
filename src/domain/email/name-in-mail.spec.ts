import { nameInMail } from './name-in-mail';

describe('A name in a mail', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['Dr. Jean-Luc O’Hara, PhD', 'Dr. Jean-Luc O’Hara, PhD'],
    ['J.R.R. Tolkien', 'J. R. R. Tolkien'],
    ['王小明', '王小明'],
  ])('of %j is %j', (name, shown) => expect(nameInMail(name)).toBe(shown));

  it.each([
    ['You won: https://evil.example/claim', 'You won https evil. example claim'],
    ['www.evil.example', 'www. evil. example'],
    ['eve@evil.example', 'eve evil. example'],
    ['[here](https://evil.example)', 'here https evil. example'],
    ['Eve\r\nBcc: x', 'Eve Bcc x'],
  ])('leads nowhere: %j', (name, shown) => expect(nameInMail(name)).toBe(shown));

  it('is short, and somebody’s even when nothing is left', () => {
    expect(nameInMail('𝒳'.repeat(500))).toBe('𝒳'.repeat(80));
    expect(nameInMail('://')).toBe('there');
    expect(nameInMail(null)).toBe('there');
  });
});
