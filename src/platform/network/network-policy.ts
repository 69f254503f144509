import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Invalid, type Issue } from '../../kernel/errors';
import { type AddressRange, isWithin, parseAddressRange } from './address-range';
import { literalAddress } from './literal-address';
import { PrivateAddressRefused } from './network.errors';
import { effectiveAddress, isPublicAddress } from './public-address';

/** The system's resolver, as far as it is needed. */
export type Resolver = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Which hosts may be called whose names somebody entered: public ones, and those in networks that
 * the operator allowed. Without it a setting could make this server call its own neighbours or the
 * metadata service of its cloud.
 */
export class NetworkPolicy {
  readonly #allowed: readonly AddressRange[];
  readonly #resolve: Resolver;

  /**
   * @param privateNetworksAllowed CIDR ranges that may be called although they are not public.
   * @param resolve the system's, unless a test answers.
   */
  constructor(privateNetworksAllowed: readonly string[], resolve: Resolver = systemLookup) {
    this.#allowed = privateNetworksAllowed.map(parseAddressRange);
    this.#resolve = resolve;
  }

  /** Whether a connection to this very address may be made. */
  mayCall(ip: string): boolean {
    if (isPublicAddress(ip)) return true;
    const address = effectiveAddress(ip);
    return address !== null && this.#allowed.some((range) => isWithin(address, range));
  }

  /**
   * For a host that is about to be saved. Needs no network: a name passes, and is looked at when it
   * is called.
   *
   * @param path where in the input the host stood.
   * @throws Invalid for an address, in any spelling, that may not be called.
   */
  refusePrivateAddress(host: string, path: Issue['path']): void {
    const address = literalAddress(host);
    if (address === null || this.mayCall(address)) return;
    const message = 'value is an address in a private or reserved network';
    throw new Invalid([{ path, message, rule: 'private_address' }]);
  }

  /**
   * For a host that is about to be called: `net.connect` doesn't look up what is an address already.
   *
   * @throws PrivateAddressRefused for an address that may not be called.
   */
  refuseCall(host: string): void {
    const address = literalAddress(host);
    if (address !== null && !this.mayCall(address)) throw new PrivateAddressRefused();
  }

  /**
   * The `lookup` of a socket. Every address of the name must be one that may be called, and the
   * socket connects to those very addresses: a name that changes its mind gains nothing.
   */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const { family, hints } = options;
    const asked: LookupAllOptions = {
      all: true,
      ...(family === undefined ? {} : { family }),
      ...(hints === undefined ? {} : { hints }),
    };
    this.#resolve(hostname, asked, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => this.mayCall(address))) {
        return callback(new PrivateAddressRefused(), []);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
