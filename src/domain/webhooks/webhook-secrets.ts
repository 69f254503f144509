import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretBox, type SealedSecret } from '../../platform/crypto/secret-box';
import type { SealedWebhookSecrets } from './webhook-endpoint';

const PREFIX = 'whsec_';
const BYTES = 32;

/** Makes, seals and opens the secrets with which requests to endpoints are signed. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly box: SecretBox) {}

  /** A new secret for an endpoint, readable and as it may be stored. */
  make(endpointId: string): { readonly secret: string; readonly sealed: SealedSecret } {
    const secret = `${PREFIX}${randomBytes(BYTES).toString('base64')}`;
    return { secret, sealed: this.box.seal(secret, placeOf(endpointId)) };
  }

  /**
   * The secrets to sign with, the current one first.
   *
   * @throws SecretKeyUnknown @throws SecretDamaged
   */
  open(endpointId: string, { current, previous }: SealedWebhookSecrets): string[] {
    return [current, ...(previous === null ? [] : [previous])].map((sealed) =>
      this.box.open(sealed, placeOf(endpointId)),
    );
  }

  /** The same secret under the newest key. @throws SecretKeyUnknown @throws SecretDamaged */
  reseal(endpointId: string, sealed: SealedSecret): SealedSecret {
    const place = placeOf(endpointId);
    return this.box.seal(this.box.open(sealed, place), place);
  }
}

/** A sealed secret copied to another endpoint does not open there. */
function placeOf(endpointId: string): string {
  return `webhook_endpoints:${endpointId}`;
}
