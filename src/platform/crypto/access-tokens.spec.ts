import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessTokens } from './access-tokens';

describe('AccessTokens', () => {
  const secret = 'a-secret-of-this-test-only-0123456789';
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

  it('stops believing when the token ends, also one it had believed', async () => {
    const tokens = new AccessTokens(secret, 1);
    const token = tokens.issue(claims);
    expect(tokens.verify(token)).not.toBeNull();
    await sleep(2_100);
    expect(tokens.verify(token)).toBeNull();
  });
});
