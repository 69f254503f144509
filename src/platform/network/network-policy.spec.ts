import type { LookupAddress } from 'node:dns';
import { Invalid } from '../../kernel/errors';
import { NetworkPolicy, type Resolver } from './network-policy';
import { PrivateAddressRefused } from './network.errors';
import { isPublicAddress } from './public-address';

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '93.184.216.34',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '169.253.255.255',
  '2606:4700:4700::1111',
  '2001:4860:4860::8888',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
];

const NOT_PUBLIC = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:a9fe:a9fe',
  '0:0:0:0:0:ffff:10.0.0.1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::8.8.8.8',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '2001::1',
  '2001:db8::1',
  '3fff::1',
  '2606:4700::5efe:10.0.0.1',
  '2606:4700::200:5efe:10.0.0.1',
  'fc00::1',
  'fd00:ec2::254',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  '100::1',
  '5f00::1',
  '4000::1',
  'not an address',
  '',
];

/** Each of them is an address to a resolver, and none of them a public one. */
const ODD_SPELLINGS = [
  '127.1',
  '127.0.1',
  '0x7f.1',
  '0X7F.0x0.0x0.0x1',
  '0177.0.0.1',
  '017700000001',
  '2130706433',
  '0x7f000001',
  '127.0.0.1.',
  '127.1.',
  '0',
  '0x0',
  '10.1',
  '192.168.1',
  '0xa9fea9fe',
  '2852039166',
  '169.254.43518',
  '0251.0376.0251.0376',
  '１２７.0.0.1',
  '127。0。0。1',
  ' 127.0.0.1 ',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '::ffff:127.0.0.1',
  '0:0:0:0:0:0:0:1',
  'fe80::1%25eth0',
];

/** A resolver that knows one name. */
function resolving(...addresses: string[]): Resolver {
  return (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
}

function lookedUp(policy: NetworkPolicy, all: boolean): Promise<string | LookupAddress[]> {
  return new Promise((resolve, reject) => {
    policy.lookup('mail.example.org', { all }, (error, address) =>
      error === null ? resolve(address) : reject(error),
    );
  });
}

describe('a public address', () => {
  it.each(PUBLIC)('is %s', (ip) => expect(isPublicAddress(ip)).toBe(true));
  it.each(NOT_PUBLIC)('is not %s', (ip) => expect(isPublicAddress(ip)).toBe(false));
});

describe('a host that is to be saved', () => {
  const policy = new NetworkPolicy([]);

  it.each([...ODD_SPELLINGS, '10.0.0.1', '169.254.169.254', 'fd00:ec2::254'])(
    'may not be %s',
    (host) => {
      expect(() => policy.refusePrivateAddress(host, ['body', 'host'])).toThrow(Invalid);
      expect(() => policy.refuseCall(host)).toThrow(PrivateAddressRefused);
    },
  );

  it.each([
    'smtp.sendgrid.net',
    'localhost',
    '8.8.8.8',
    '0x08080808',
    '[2606:4700::1111]',
    '1e100.net',
  ])('may be %s', (host) => {
    expect(() => policy.refusePrivateAddress(host, ['body', 'host'])).not.toThrow();
    expect(() => policy.refuseCall(host)).not.toThrow();
  });

  it('may be in a network that is allowed, and in no other', () => {
    const allowing = new NetworkPolicy(['10.1.0.0/16', 'fd00:1::/32', '192.168.7.7']);
    for (const host of ['10.1.2.3', '10.66051', '::ffff:10.1.2.3', 'fd00:1::9', '192.168.7.7']) {
      expect(() => allowing.refusePrivateAddress(host, [])).not.toThrow();
    }
    for (const host of ['10.2.0.1', 'fd00:2::9', '192.168.7.8', '127.0.0.1']) {
      expect(() => allowing.refusePrivateAddress(host, [])).toThrow(Invalid);
    }
  });

  it('is named in the refusal by its place', () => {
    expect(() => policy.refusePrivateAddress('127.1', ['body', 'settings', 'smtp_host'])).toThrow(
      expect.objectContaining({
        issues: [expect.objectContaining({ path: ['body', 'settings', 'smtp_host'] })],
      }),
    );
  });
});

describe('a name that a socket looks up', () => {
  it('leads to the addresses it has', async () => {
    const policy = new NetworkPolicy([], resolving('8.8.8.8', '2606:4700::1111'));
    expect(await lookedUp(policy, false)).toBe('8.8.8.8');
    expect(await lookedUp(policy, true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
  });

  it.each([['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['8.8.8.8', '::ffff:169.254.169.254'], []])(
    'is refused when it has %s %s',
    async (...addresses) => {
      const policy = new NetworkPolicy([], resolving(...addresses.filter(Boolean)));
      await expect(lookedUp(policy, false)).rejects.toThrow(PrivateAddressRefused);
      await expect(lookedUp(policy, true)).rejects.toThrow(PrivateAddressRefused);
    },
  );

  it('may lead into a network that is allowed', async () => {
    const policy = new NetworkPolicy(['127.0.0.0/8'], resolving('127.0.0.1'));
    expect(await lookedUp(policy, false)).toBe('127.0.0.1');
  });

  it('fails as the resolver does', async () => {
    const missing = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    const policy = new NetworkPolicy([], (_hostname, _options, callback) => callback(missing, []));
    await expect(lookedUp(policy, false)).rejects.toBe(missing);
  });
});
