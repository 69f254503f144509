import { createHash, randomBytes } from 'node:crypto';
import { SecretBox, type SealedSecret } from './secret-box';
import { SecretDamaged, SecretKeyUnknown } from './secret-box.errors';

const PLACE = 'credentials:1';
const TEXT = 'wJalr 🌱 secret';

describe('SecretBox', () => {
  const key = randomBytes(32);
  const box = new SecretBox([key]);

  it('gives back what was sealed, at its place', () => {
    for (const text of ['', TEXT, 'x'.repeat(10_000)]) {
      expect(box.open(box.seal(text, PLACE), PLACE)).toBe(text);
    }
  });

  it('shows nothing of the text and names its key by a hash', () => {
    const sealed = box.seal(TEXT, PLACE);
    expect(sealed.ciphertext.includes('secret')).toBe(false);
    expect(sealed.nonce).toHaveLength(12);
    expect(sealed.keyId).toBe(createHash('sha256').update(key).digest('hex').slice(0, 8));
  });

  it('never seals the same text in the same way', () => {
    const seals = Array.from({ length: 50 }, () => box.seal(TEXT, PLACE));
    expect(new Set(seals.map(({ nonce }) => nonce.toString('hex'))).size).toBe(50);
    expect(new Set(seals.map(({ ciphertext }) => ciphertext.toString('hex'))).size).toBe(50);
  });

  it('does not open at another place', () => {
    expect(() => box.open(box.seal(TEXT, PLACE), 'credentials:2')).toThrow(SecretDamaged);
  });

  it('does not open when any bit was changed', () => {
    const sealed = box.seal(TEXT, PLACE);
    const flipped = (bytes: Buffer, bit: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    };
    const damaged: SealedSecret[] = [
      ...Array.from({ length: sealed.ciphertext.length * 8 }, (_, bit) => ({
        ...sealed,
        ciphertext: flipped(sealed.ciphertext, bit),
      })),
      ...Array.from({ length: 96 }, (_, bit) => ({ ...sealed, nonce: flipped(sealed.nonce, bit) })),
    ];
    for (const attempt of damaged) expect(() => box.open(attempt, PLACE)).toThrow(SecretDamaged);
  });

  it('does not open what was cut short, its tag included', () => {
    const sealed = box.seal(TEXT, PLACE);
    for (let length = 0; length < sealed.ciphertext.length; length += 1) {
      const cut = { ...sealed, ciphertext: sealed.ciphertext.subarray(0, length) };
      expect(() => box.open(cut, PLACE)).toThrow(SecretDamaged);
    }
    expect(() => box.open({ ...sealed, nonce: sealed.nonce.subarray(0, 8) }, PLACE)).toThrow(
      SecretDamaged,
    );
  });

  it('names the key that is missing, and no secret', () => {
    const sealed = new SecretBox([randomBytes(32)]).seal(TEXT, PLACE);
    expect(() => box.open(sealed, PLACE)).toThrow(SecretKeyUnknown);
    expect(() => box.open(sealed, PLACE)).toThrow(sealed.keyId);
    expect(() => box.open({ ...sealed, keyId: box.newestKeyId }, PLACE)).toThrow(SecretDamaged);
  });

  it('opens what an older key sealed, and seals under the newest', () => {
    const rotated = new SecretBox([randomBytes(32), key]);
    const old = box.seal(TEXT, PLACE);
    expect(rotated.open(old, PLACE)).toBe(TEXT);
    expect(rotated.isOutdated(old)).toBe(true);
    const renewed = rotated.seal(TEXT, PLACE);
    expect(rotated.isOutdated(renewed)).toBe(false);
    expect(() => box.open(renewed, PLACE)).toThrow(SecretKeyUnknown);
  });

  it('cannot be made without a key', () => {
    expect(() => new SecretBox([])).toThrow('needs a key');
  });
});
