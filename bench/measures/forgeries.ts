import { createHmac, randomUUID } from 'node:crypto';
import type { Student } from '../crowd';

/** Tokens of a good sign-in with one thing wrong each. */
export function forgeries({ id, uuid, signInId }: Student, secret: string): string[] {
  const good = {
    sub: uuid,
    uid: id,
    sid: signInId,
    typ: 'access',
    iss: 'trellis',
    aud: 'trellis',
    exp: Math.floor(Date.now() / 1000) + 600,
  };
  return [
    sign({ ...good, exp: good.exp - 1_200 }, secret),
    sign({ ...good, iss: 'somebody' }, secret),
    sign({ ...good, aud: 'somebody' }, secret),
    sign({ ...good, typ: 'refresh' }, secret),
    sign({ ...good, uid: id + 1 }, secret),
    sign({ ...good, sub: randomUUID() }, secret),
    sign({ ...good, exp: undefined }, secret),
    sign(good, `${secret}!`),
  ];
}

function sign(claims: object, secret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
