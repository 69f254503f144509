import ipaddr from 'ipaddr.js';
import { isWithin, parseAddressRange } from '../../platform/network/address-range';

/**
 * Whether the text is an address or a CIDR range, of IPv4 in four decimal parts or of IPv6 without
 * a zone.
 */
export function isAddressOrRange(text: string): boolean {
  const [network = '', bits, ...rest] = text.split('/');
  if (rest.length > 0 || text.includes('%')) return false;
  const isFour = ipaddr.IPv4.isValidFourPartDecimal(network);
  if (!isFour && !ipaddr.IPv6.isValid(network)) return false;
  return (
    bits === undefined || (/^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (isFour ? 32 : 128))
  );
}

/**
 * Whether a call from the address may pass: an empty list lets all pass. IPv4 that arrives wrapped
 * into IPv6 (`::ffff:192.0.2.1`) counts as IPv4, in the address as in the list.
 */
export function isAddressAllowed(address: string, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  const bare = address.replace(/%.*$/s, '');
  if (!ipaddr.isValid(bare)) return false;
  const caller = ipaddr.process(bare);
  return allowed.some((text) => isWithin(caller, unwrapped(parseAddressRange(text))));
}

/** `::ffff:192.0.2.0/120` is another spelling of `192.0.2.0/24`. */
function unwrapped(range: ReturnType<typeof parseAddressRange>): typeof range {
  const { network, bits } = range;
  return network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= 96
    ? { network: network.toIPv4Address(), bits: bits - 96 }
    : range;
}
