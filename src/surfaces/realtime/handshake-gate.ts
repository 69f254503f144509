import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import type { Limit } from '../../platform/rate-limit/limit';
import { addressGroup } from '../http/rate-limits/address-group';
import { RequestLimiter } from '../http/rate-limits/request-limiter';
import { MINUTE } from '../rate-limit-policy';
import { CallerAddresses } from './caller-address';
import { RealtimeConnections } from './realtime-connections';
import { ForeignOrigin, TokenInAddress, TooManyFromAddress } from './realtime.errors';

/** A school that loses its network comes back all at once, several times. */
const HANDSHAKES: Limit = { name: 'handshakes', requests: 3_000, seconds: MINUTE };

/** Names of parameters in which people put tokens by mistake; logs of proxies keep addresses. */
const TOKEN_PARAMETERS =
  /^((access|auth|id)[_-]?token|auth(orization)?|bearer|jwt|(api[_-]?)?key|token)$/i;

/** Decides whether a handshake may go on, before anybody says who they are. */
@Injectable()
export class HandshakeGate {
  private readonly addresses: CallerAddresses;
  /** Null: every origin may. */
  private readonly origins: ReadonlySet<string> | null;
  private readonly mostPerAddress: number;

  constructor(
    private readonly limiter: RequestLimiter,
    private readonly connections: RealtimeConnections,
    @Inject(CONFIGURATION) { http, realtime }: Configuration,
  ) {
    this.addresses = new CallerAddresses(http.trustedProxies);
    this.origins =
      http.corsOrigins === 'any'
        ? null
        : new Set([...http.corsOrigins, new URL(http.publicUrl).origin]);
    this.mostPerAddress = realtime.connectionsPerAddress;
  }

  /** Where a handshake comes from. */
  addressOf(request: IncomingMessage): string {
    return this.addresses.of(request);
  }

  /**
   * Browsers say which page opens a socket, and no rule of theirs keeps a foreign page from it;
   * whatever says nothing is no browser.
   *
   * @throws ForeignOrigin
   * @throws TokenInAddress
   * @throws TooManyFromAddress
   * @throws RateLimitExceeded
   */
  async admit(request: IncomingMessage): Promise<void> {
    // Before version 13 of the protocol the header had another name.
    const origin = request.headers.origin ?? request.headers['sec-websocket-origin'];
    if (origin !== undefined && this.origins !== null && !this.origins.has(String(origin))) {
      throw new ForeignOrigin();
    }
    refuseTokens(request.url ?? '');
    const address = this.addressOf(request);
    if (this.connections.countFrom(addressGroup(address)) >= this.mostPerAddress) {
      throw new TooManyFromAddress();
    }
    await this.limiter.admitAddress(address, HANDSHAKES);
  }
}

function refuseTokens(target: string): void {
  const start = target.indexOf('?');
  if (start < 0) return;
  for (const name of new URLSearchParams(target.slice(start + 1)).keys()) {
    if (TOKEN_PARAMETERS.test(name)) throw new TokenInAddress();
  }
}
