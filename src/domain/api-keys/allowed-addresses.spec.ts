import { isAddressAllowed, isAddressOrRange } from './allowed-addresses';

describe('isAddressOrRange', () => {
  it.each([
    '192.0.2.1',
    '192.0.2.0/24',
    '0.0.0.0/0',
    '192.0.2.1/32',
    '::1',
    '2001:db8::/32',
    '2001:db8::1/128',
    '::ffff:192.0.2.1',
  ])('takes %s', (text) => expect(isAddressOrRange(text)).toBe(true));

  it.each([
    '',
    'localhost',
    '192.0.2',
    '0x7f.1',
    '2130706433',
    '192.0.2.1/33',
    '192.0.2.1/-1',
    '192.0.2.1/024',
    '192.0.2.1/',
    '192.0.2.1/24/24',
    '2001:db8::/129',
    'fe80::1%eth0',
    '*',
  ])('refuses %s', (text) => expect(isAddressOrRange(text)).toBe(false));
});

describe('isAddressAllowed', () => {
  it('lets everybody pass without a list', () => {
    expect(isAddressAllowed('203.0.113.9', [])).toBe(true);
  });

  it.each([
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['::ffff:192.0.2.7', '192.0.2.0/24', true],
    ['192.0.2.7', '::ffff:192.0.2.0/120', true],
    ['192.0.3.7', '::ffff:192.0.2.0/120', false],
    ['2001:db8::5', '2001:db8::/32', true],
    ['2001:db9::5', '2001:db8::/32', false],
    ['192.0.2.7', '::/0', false],
    ['2001:db8::5', '0.0.0.0/0', false],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['no address', '0.0.0.0/0', false],
  ])('%s with %s: %s', (address, range, allowed) => {
    expect(isAddressAllowed(address, ['198.51.100.1', range])).toBe(allowed);
  });
});
