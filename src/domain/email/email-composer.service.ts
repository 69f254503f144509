import { Injectable } from '@nestjs/common';
import type { Mail } from '../../platform/mail/mailer';
import type { DueEmail } from './email-dispatch.repository';
import { EmailLinks } from './email-links.service';
import { EmailUnwritable } from './email.errors';
import { type EmailAccount, EmailRecipientsRepository } from './email-recipients.repository';
import { EmailRefusalsRepository } from './email-refusals.repository';
import { type EmailTemplateName, isEmailTemplateName } from './email-template-name';
import { nameInMail } from './name-in-mail';
import { PRODUCT } from './product';
import { SuppressionsRepository } from './suppressions.repository';
import type { EmailWording } from './templates/email-template';
import { inFrame, textAsHtml } from './templates/frame';
import { starterTemplate } from './templates/starter-templates';
import { renderWording } from './templates/template-engine';
import { TemplateWordings } from './templates/template-wordings';

/** A mail ready to be sent, or why nobody wants it. */
export type Composed =
  | { readonly mail: Mail; readonly templateVersion: number | null }
  | { readonly unwanted: 'no_account' | 'account_disabled' | 'address_suppressed' | 'refused' };

/** Mails that go to people whose account is closed, too. */
const FOR_CLOSED_ACCOUNTS: ReadonlySet<string | null> = new Set(['export-ready', 'erasure-done']);

/**
 * Writes a queued mail at the moment of sending: with the address that the person has now, only if
 * they want it, and with links whose tokens are stored nowhere.
 */
@Injectable()
export class EmailComposer {
  constructor(
    private readonly recipients: EmailRecipientsRepository,
    private readonly suppressions: SuppressionsRepository,
    private readonly refusals: EmailRefusalsRepository,
    private readonly wordings: TemplateWordings,
    private readonly links: EmailLinks,
  ) {}

  /** @throws EmailUnwritable when template and values don't make a mail. */
  async compose(due: DueEmail): Promise<Composed> {
    const account = due.userId === null ? null : await this.recipients.find(due.userId);
    const address = account?.email ?? due.address;
    if (address === null) return { unwanted: 'no_account' };
    const unwanted = await this.reasonAgainst(due, account, address);
    if (unwanted !== null) return { unwanted };
    const { wording, version } = await this.write(due, account);
    const unsubscribing = this.links.forUnsubscribing(due, account?.uuid ?? null);
    const framed = inFrame(wording, PRODUCT, unsubscribing);
    return {
      templateVersion: version,
      mail: {
        key: mailKeyOf(due.id),
        to: address,
        subject: framed.subject,
        text: framed.text,
        html: framed.html,
        headers: {
          ...(due.template === null ? {} : { 'Auto-Submitted': 'auto-generated' }),
          ...unsubscribing?.headers,
        },
      },
    };
  }

  /**
   * A suppressed address still hears of a student in danger: better one mail too many. Somebody
   * without an account who unsubscribed still gets what can't be unsubscribed from.
   */
  private async reasonAgainst(due: DueEmail, account: EmailAccount | null, address: string) {
    if (account !== null && !account.isActive && !FOR_CLOSED_ACCOUNTS.has(due.template)) {
      return 'account_disabled';
    }
    const isTransactional = due.category === 'transactional';
    const suppression = await this.suppressions.reasonFor(address);
    const isSuppressed =
      suppression !== null && !(isTransactional && suppression === 'unsubscribed');
    if (isSuppressed && due.template !== 'crisis-alert') return 'address_suppressed';
    if (account === null || isTransactional) return null;
    return (await this.refusals.of(account.id)).has(due.category) ? 'refused' : null;
  }

  private async write(
    due: DueEmail,
    account: EmailAccount | null,
  ): Promise<{ wording: EmailWording; version: number | null }> {
    if (due.subject !== null && due.body !== null) {
      const wording = { subject: due.subject, text: due.body, html: textAsHtml(due.body) };
      return { wording, version: null };
    }
    if (due.template === null || !isEmailTemplateName(due.template)) {
      throw new EmailUnwritable('its template does not exist any more');
    }
    const { wording, version } = await this.wordings.active(due.template);
    const values = {
      name: nameInMail(account?.name ?? due.recipientName),
      product: PRODUCT,
      ...due.variables,
      ...(await this.linkOf(due, due.template)),
    };
    return { wording: renderWording(wording, values), version };
  }

  /** The link acts for the recipient's account; a guardian has none, theirs acts for the child's. */
  private async linkOf(due: DueEmail, name: EmailTemplateName): Promise<{ link?: string }> {
    const { link } = starterTemplate(name);
    if (link === undefined) return {};
    const userId = link.purpose === 'guardian-consent' ? due.aboutId : due.userId;
    if (userId === null) throw new EmailUnwritable('nobody says whose account the link is for');
    return { link: await this.links.forAccount(userId, link) };
  }
}

/** The mailer's key of a queued mail: the same for each try, so that it is one mail. */
export function mailKeyOf(id: string): string {
  return `email-${id}`;
}
