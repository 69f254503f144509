import type { Configuration } from '../../platform/config/configuration';
import { DownloadTokens } from './download-tokens';

const tokensOf = (secret: string) => new DownloadTokens({ auth: { secret } } as Configuration);
const tokens = tokensOf('a secret of thirty-two characters!');
const claims = {
  versionId: '11111111-1111-4111-8111-111111111111',
  userUuid: '22222222-2222-4222-8222-222222222222',
  sessionId: '33333333-3333-4333-8333-333333333333',
  userId: 2_147_483_647,
  expiresAt: new Date('2030-01-01T00:00:00.000Z'),
};
const before = new Date('2029-12-31T23:59:59.000Z');

describe('the tokens of download links', () => {
  it('say what they were issued for, until they are over', () => {
    const token = tokens.issue(claims);
    expect(token).toMatch(/^[\w-]+$/);
    expect(tokens.read(token, before)).toEqual(claims);
    expect(tokens.read(token, claims.expiresAt)).toBeNull();
  });

  it('are none of ours when a single bit is changed', () => {
    const token = tokens.issue(claims);
    const bytes = Buffer.from(token, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(tokens.read(changed.toString('base64url'), before)).toBeNull();
    }
  });

  it('have one spelling', () => {
    const token = tokens.issue(claims);
    for (const other of [
      `${token}=`,
      `${token} `,
      token.slice(1),
      `${token}A`,
      '',
      'x'.repeat(9_000),
    ]) {
      expect(tokens.read(other, before)).toBeNull();
    }
  });

  it('rest on the secret of the installation', () => {
    expect(
      tokensOf('another secret of the same length!').read(tokens.issue(claims), before),
    ).toBeNull();
  });
});
