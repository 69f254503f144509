import ipaddr from 'ipaddr.js';
import { isWithin, parseAddressRange } from './address-range';

/** The only part of IPv6 that is handed out for the public network. */
const GLOBAL_UNICAST = parseAddressRange('2000::/3');
/** Carries IPv4 right behind its prefix. */
const SIX_TO_FOUR = parseAddressRange('2002::/16');
/** Carry IPv4 in their last four bytes: mapped, translated, compatible, and through NAT64. */
const CARRIERS = ['::ffff:0:0/96', '::ffff:0:0:0/96', '::/96', '64:ff9b::/96'].map(
  parseAddressRange,
);
/** An address as the machine would call it. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * The address that is really called: IPv4 inside IPv6 (mapped, compatible, translated, NAT64, 6to4)
 * comes out as IPv4. Null for what is no address. A zone (`%eth0`) is left out.
 */
export function effectiveAddress(text: string): Address | null {
  const bare = text.replace(/%.*$/s, '');
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.parse(bare);
  if (address instanceof ipaddr.IPv4) return address;
  const bytes = address.toByteArray();
  const carried = (at: number): Address => new ipaddr.IPv4(bytes.slice(at, at + 4));
  if (isWithin(address, SIX_TO_FOUR)) return carried(2);
  const range = address.range();
  if (range === 'unspecified' || range === 'loopback') return address;
  if (CARRIERS.some((network) => isWithin(address, network))) return carried(12);
  return address;
}

/**
 * Whether everybody on the internet would reach the same machine under this address: not private,
 * loopback, link-local (the metadata services of clouds among them), shared by a carrier,
 * multicast, reserved or kept for documentation, in whatever IPv6 it may be wrapped.
 *
 * @param ip IPv4 in four decimal parts, or IPv6. Everything else is not public.
 */
export function isPublicAddress(ip: string): boolean {
  const address = effectiveAddress(ip);
  if (address === null || address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || isGlobalUnicast(address);
}

function isGlobalUnicast(address: ipaddr.IPv6): boolean {
  return isWithin(address, GLOBAL_UNICAST) && !tunnelsIntoPrivate(address);
}

/** ISATAP carries the IPv4 address of a tunnel's end in its last four bytes. */
function tunnelsIntoPrivate(address: ipaddr.IPv6): boolean {
  const [, , , , high = 0, low = 0] = address.parts;
  const isTunnel = (high & 0xfdff) === 0 && low === 0x5efe;
  return isTunnel && !isPublicAddress(new ipaddr.IPv4(address.toByteArray().slice(12)).toString());
}
