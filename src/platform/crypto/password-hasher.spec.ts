import { PasswordHasher } from './password-hasher';

describe('PasswordHasher', () => {
  const hasher = new PasswordHasher();

  it('makes argon2id hashes, different each time', async () => {
    const first = await hasher.hash('a long enough phrase');
    const second = await hasher.hash('a long enough phrase');
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
  });

  it('knows the right password, every character of it', async () => {
    const encoded = await hasher.hash(`${'long '.repeat(40)}end`);
    expect(await hasher.verify(encoded, `${'long '.repeat(40)}end`)).toBe(true);
    expect(await hasher.verify(encoded, `${'long '.repeat(40)}eng`)).toBe(false);
    expect(await hasher.verify(encoded, '')).toBe(false);
  });

  it('does the same work when there is no hash, and never says yes', async () => {
    const before = hasher.verifications;
    expect(await hasher.verify(null, 'no account has this password')).toBe(false);
    expect(hasher.verifications).toBe(before + 1);
  });

  it('takes composed and decomposed characters for the same', async () => {
    const encoded = await hasher.hash('Åse\u0301 Ｗ');
    expect(await hasher.verify(encoded, 'A\u030as\u00e9 W')).toBe(true);
  });
});
