import { randomUUID } from 'node:crypto';
import { AccessTokens } from './access-tokens';

describe('AccessTokens', () => {
  const secret = 'a-secret-of-this-test-only-0123456789';
  afterEach(() => jest.restoreAllMocks());

  const claims = { sub: randomUUID(), uid: 7, sid: randomUUID() };

  it('believes its own token, again and again', () => {
    const tokens = new AccessTokens(secret, 60);
    const token = tokens.issue(claims);
    expect(tokens.verify(token)).toEqual({ ...claims, typ: 'access' });
    expect(tokens.verify(token)).toEqual({ ...claims, typ: 'access' });
  });

  it('believes no other', () => {
    const tokens = new AccessTokens(secret, 60);
    const token = tokens.issue(claims);
    tokens.verify(token);
    expect(tokens.verify(`${token}x`)).toBeNull();
    expect(tokens.verify(token.slice(0, -1))).toBeNull();
    expect(new AccessTokens(`${secret}!`, 60).verify(token)).toBeNull();
    expect(tokens.verify('')).toBeNull();
  });

  it('stops believing when the token ends, also one it had believed', () => {
    const issuedAt = Date.UTC(2026, 0, 1);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(issuedAt);
    const tokens = new AccessTokens(secret, 1);
    const token = tokens.issue(claims);
    clock.mockReturnValue(issuedAt + 999);
    expect(tokens.verify(token)).not.toBeNull();
    clock.mockReturnValue(issuedAt + 1_000);
    expect(tokens.verify(token)).toBeNull();
    expect(new AccessTokens(secret, 1).verify(token)).toBeNull();
  });
});
