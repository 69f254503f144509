import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { DownloadLinkRefused } from '../privacy.errors';

/** How long a link to an archive works. */
const LINK_MINUTES = 10;

/** Proof that whoever holds it was allowed to download one archive, for a few minutes. */
export interface DownloadPass {
  /** Seconds since 1970. */
  readonly expires: number;
  readonly signature: string;
}

/** Makes and checks the passes of links to archives. A browser follows a link without a token. */
@Injectable()
export class DownloadLinks {
  private readonly key: Buffer;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    const { secret } = configuration.auth;
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'trellis export links, version 1', 32));
  }

  /** A pass that is good from now on for {@link LINK_MINUTES} minutes. */
  issue(exportId: string): DownloadPass {
    const expires = Math.floor(Date.now() / 1000) + LINK_MINUTES * 60;
    return { expires, signature: this.sign(exportId, expires).toString('base64url') };
  }

  /** @throws DownloadLinkRefused when the pass is forged, for another archive, or too old. */
  check(exportId: string, pass: DownloadPass): void {
    const given = Buffer.from(pass.signature, 'base64url');
    const right = this.sign(exportId, pass.expires);
    const isGenuine = given.length === right.length && timingSafeEqual(given, right);
    if (!isGenuine || pass.expires * 1000 < Date.now()) throw new DownloadLinkRefused();
  }

  private sign(exportId: string, expires: number): Buffer {
    return createHmac('sha256', this.key).update(`${exportId}|${expires}`).digest();
  }
}
