import type { IncomingMessage } from 'node:http';
import { CallerAddresses } from './caller-address';

function handshake(remoteAddress: string, forwarded?: string): IncomingMessage {
  return {
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage;
}

describe('The address of a handshake', () => {
  const behindProxies = new CallerAddresses(['10.0.0.0/8', 'fd00::/8', '192.0.2.1']);

  it.each([
    ['203.0.113.9', undefined, '203.0.113.9'],
    ['203.0.113.9', '198.51.100.7', '203.0.113.9'],
    ['10.0.0.5', undefined, '10.0.0.5'],
    ['10.0.0.5', '198.51.100.7', '198.51.100.7'],
    ['10.0.0.5', '1.1.1.1, 198.51.100.7', '198.51.100.7'],
    ['10.0.0.5', '1.1.1.1, 198.51.100.7, 192.0.2.1', '198.51.100.7'],
    ['::ffff:10.0.0.5', '198.51.100.7', '198.51.100.7'],
    ['fd00::1', '2001:db8::7', '2001:db8::7'],
    ['10.0.0.5', 'nobody', '10.0.0.5'],
    ['10.0.0.5', '10.1.1.1', '10.1.1.1'],
  ])('from %s, forwarded for %s, is %s', (remote, forwarded, expected) => {
    expect(behindProxies.of(handshake(remote, forwarded))).toBe(expected);
  });

  it('believes nobody unless told to', () => {
    expect(new CallerAddresses([]).of(handshake('127.0.0.1', '198.51.100.7'))).toBe('127.0.0.1');
  });
});
