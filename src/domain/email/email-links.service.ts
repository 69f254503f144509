import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { AccountTokens } from '../auth/account-tokens.service';
import { isRefusable } from './email-category';
import type { DueEmail } from './email-dispatch.repository';
import type { EmailLink } from './templates/email-template';
import type { Unsubscription } from './templates/frame';
import { UnsubscribeTokens } from './unsubscribe-tokens';

/** How to end mails of one kind: by a click of the mail program, or on a page. */
interface UnsubscribeLinks extends Unsubscription {
  /** Headers of RFC 2369 and RFC 8058. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The links in mails, under the public address. Tokens are made here and kept nowhere in clear. */
@Injectable()
export class EmailLinks {
  private readonly publicUrl: string;

  constructor(
    private readonly tokens: AccountTokens,
    private readonly unsubscribing: UnsubscribeTokens,
    @Inject(CONFIGURATION) configuration: Configuration,
  ) {
    this.publicUrl = configuration.http.publicUrl;
  }

  /** A link to a page that acts for this account; the token stays out of servers' logs. */
  async forAccount(userId: number, link: EmailLink): Promise<string> {
    const token = await this.tokens.issue(userId, link.purpose, link.hours);
    return this.accountPage(link, token);
  }

  /** What such a link looks like, for a preview. */
  exampleOf(link: EmailLink): string {
    return this.accountPage(link, 'example');
  }

  /** How the recipient ends mails of this kind; null for mails that can't be ended. */
  forUnsubscribing(
    mail: Pick<DueEmail, 'id' | 'category'>,
    userUuid: string | null,
  ): UnsubscribeLinks | null {
    const { category } = mail;
    if (!isRefusable(category)) return null;
    const token = this.unsubscribing.make(
      userUuid === null
        ? { of: 'mail', id: mail.id, category }
        : { of: 'user', id: userUuid, category },
    );
    return {
      url: this.unsubscribePage(token),
      kind: category.replace(/s$/, '').replaceAll('_', ' '),
      headers: {
        'List-Unsubscribe': `<${this.publicUrl}/api/email/unsubscribe/${token}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    };
  }

  /** The page that asks whether to unsubscribe; opening it changes nothing. */
  unsubscribePage(token: string): string {
    return `${this.publicUrl}/account/unsubscribe#token=${encodeURIComponent(token)}`;
  }

  private accountPage(link: EmailLink, token: string): string {
    return `${this.publicUrl}/account/${link.page}#token=${token}`;
  }
}
