import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Finds the address that a handshake comes from, behind the proxies that are believed. */
export class CallerAddresses {
  private readonly proxies = new BlockList();

  /** @param trusted addresses or CIDR ranges whose X-Forwarded-For is believed. */
  constructor(trusted: readonly string[]) {
    for (const range of trusted) {
      const [address = '', bits] = range.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.proxies.addAddress(address, family);
      else this.proxies.addSubnet(address, Number(bits), family);
    }
  }

  /** The nearest address that is no trusted proxy; whatever stands before it anybody can write. */
  of(request: IncomingMessage): string {
    const header = request.headers['x-forwarded-for'];
    const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
    let address = request.socket.remoteAddress ?? '';
    while (this.isTrusted(address)) {
      const next = forwarded.pop()?.trim();
      if (next === undefined || isIP(next) === 0) return address;
      address = next;
    }
    return address;
  }

  private isTrusted(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.proxies.check(address, version === 6 ? 'ipv6' : 'ipv4');
  }
}
