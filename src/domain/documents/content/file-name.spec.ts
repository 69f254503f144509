import { displayName, extensionOf } from './file-name';

const PDF = 'application/pdf';

describe('the name of a file', () => {
  it.each([
    ['essay.pdf', 'essay.pdf'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['..\\..\\boot.pdf', 'boot.pdf'],
    ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie_ x=1.pdf'],
    ['evil\u202Efdp.exe', 'evilfdp.exe.pdf'],
    ['Zeugnis – Größe.PDF', 'Zeugnis – Größe.pdf'],
    ['履歴書.pdf', '履歴書.pdf'],
    ['.pdf', 'document.pdf'],
    ['', 'document.pdf'],
    ['...', 'document.pdf'],
    ['no ending', 'no ending.pdf'],
    ['v1.2', 'v1.2.pdf'],
    ['say "hi".pdf', 'say _hi_.pdf'],
  ])('%j is shown as %j', (given, shown) => {
    expect(displayName(given, PDF)).toBe(shown);
  });

  it('keeps its ending when it is cut', () => {
    const shown = displayName(`${'ä'.repeat(300)}.pdf`, PDF);
    expect([...shown]).toHaveLength(150);
    expect(shown.endsWith('ä.pdf')).toBe(true);
  });

  it('has an ending only when a word is behind the last dot', () => {
    expect(extensionOf('a.EXE')).toBe('exe');
    expect(extensionOf('draft 1.2')).toBeNull();
    expect(extensionOf('plain')).toBeNull();
  });
});
