import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isUuid } from '../../kernel/id';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { isRefusable, type RefusableCategory } from './email-category';
import { UnsubscribeRefused } from './email.errors';

/** Part of what links in sent mails rest on: never changed. */
const PURPOSE = 'trellis unsubscribe links, version 1';
const SIGNATURE_BYTES = 16;

/** Whose mail of which kind is to end. */
interface UnsubscribeRequest {
  /** `user`: by the person's uuid; `mail`: the address that one mail went to, by the mail's id. */
  readonly of: 'user' | 'mail';
  readonly id: string;
  readonly category: RefusableCategory;
}

/** Makes and reads the tokens of links to unsubscribe. They don't expire and reveal no address. */
@Injectable()
export class UnsubscribeTokens {
  readonly #key: Buffer;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    this.#key = Buffer.from(hkdfSync('sha256', configuration.auth.secret, '', PURPOSE, 32));
  }

  /** The token for a link; letters, digits, dashes, dots and underscores. */
  make({ of, id, category }: UnsubscribeRequest): string {
    const claim = `${of}.${id}.${category}`;
    return `${claim}.${this.signatureOf(claim).toString('base64url')}`;
  }

  /** @throws UnsubscribeRefused for every text that was not made by {@link make}. */
  read(token: string): UnsubscribeRequest {
    const [of = '', id = '', category = '', signature = '', ...rest] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = this.signatureOf(`${of}.${id}.${category}`);
    const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
    if (!isOurs || rest.length > 0 || !isUuid(id) || !isRefusable(category)) {
      throw new UnsubscribeRefused();
    }
    return { of: of === 'user' ? 'user' : 'mail', id, category };
  }

  private signatureOf(claim: string): Buffer {
    return createHmac('sha256', this.#key).update(claim).digest().subarray(0, SIGNATURE_BYTES);
  }
}
