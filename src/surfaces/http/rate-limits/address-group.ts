import ipaddr from 'ipaddr.js';

const SUBNET_PARTS = 4;

/**
 * What counts as one address: an IPv4 address however it is written, and of IPv6 the network of 64
 * bits, which every single connection is given whole.
 */
export function addressGroup(address: string): string {
  if (!address.includes(':') || !ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const parts = parsed.parts.slice(0, SUBNET_PARTS).map((part) => part.toString(16));
  return `${parts.join(':')}::/64`;
}
