import ipaddr from 'ipaddr.js';

/** Addresses that share their first bits. */
export interface AddressRange {
  readonly network: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

/**
 * Reads `10.0.0.0/8`, `fd00::/8`, or one address alone.
 *
 * @throws Error for anything else.
 */
export function parseAddressRange(text: string): AddressRange {
  if (!text.includes('/')) {
    const network = ipaddr.parse(text);
    return { network, bits: network.kind() === 'ipv4' ? 32 : 128 };
  }
  const [network, bits] = ipaddr.parseCIDR(text);
  return { network, bits };
}

/** Whether the range holds the address; one of the other family never. */
export function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, range: AddressRange): boolean {
  const { network, bits } = range;
  if (address instanceof ipaddr.IPv4) {
    return network instanceof ipaddr.IPv4 && address.match(network, bits);
  }
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}
