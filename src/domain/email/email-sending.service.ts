import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { requireMaySend, requireSendable, requireWritable } from './draft-rules';
import type { EmailContent, EmailRecipient, NewEmail } from './email';
import type { EmailCategory } from './email-category';
import type { BulkResult, DraftContent, DraftRecipient, EmailDraft } from './email-draft';
import { EmailQueueRepository } from './email-queue.repository';
import { EmailRecipientsRepository } from './email-recipients.repository';
import { categoryOf, priorityOf } from './email-template-name';
import { SEND_DUE_EMAILS } from './email.jobs';
import { starterTemplate } from './templates/starter-templates';
import { TemplateWordings } from './templates/template-wordings';

/** Mail to many goes after everything that one person waits for. */
const BULK_PRIORITY = -5;

/** A draft whose rights and words are checked. */
interface CheckedDraft {
  readonly content: EmailContent;
  readonly category: EmailCategory;
  readonly needsAccount: boolean;
}

/** A recipient whose mail is written, or who gets none. */
type Outcome =
  | { readonly recipient: DraftRecipient; readonly key: string }
  | Extract<BulkResult, { readonly refusal: string }>;

/** Mail that people send: coaches to their own students, platform admins to anybody. */
@Injectable()
export class EmailSending {
  constructor(
    private readonly database: Database,
    private readonly queued: EmailQueueRepository,
    private readonly recipients: EmailRecipientsRepository,
    private readonly wordings: TemplateWordings,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Queues one mail.
   *
   * @returns its id.
   * @throws MayNotSendEmail
   * @throws Invalid for values that don't fit, a moment out of reach, and a recipient who is not
   * there or not theirs to write to, which look the same.
   */
  async send(actor: Actor, recipient: DraftRecipient, draft: EmailDraft): Promise<string> {
    const [result] = await this.sendAll(actor, [recipient], draft, 0);
    if (result !== undefined && 'id' in result) return result.id;
    const field = 'userUuid' in recipient ? 'to.user_id' : 'to.email';
    throw Invalid.field(
      field,
      result?.refusal === 'needs_an_account'
        ? 'this mail holds a link for an account; name its user_id'
        : 'there is nobody like this whom you may write to',
    );
  }

  /** Queues the same mail to many. @returns what became of each, in the order given. */
  sendMany(
    actor: Actor,
    recipients: readonly DraftRecipient[],
    draft: EmailDraft,
  ): Promise<BulkResult[]> {
    return this.sendAll(actor, recipients, draft, BULK_PRIORITY);
  }

  private async sendAll(
    actor: Actor,
    recipients: readonly DraftRecipient[],
    draft: EmailDraft,
    lift: number,
  ): Promise<BulkResult[]> {
    requireMaySend(actor, draft.content);
    requireSendable(draft.sendAt);
    const checked = await this.check(actor, draft.content);
    return this.database.transaction(async () => {
      const known = await this.accountsAmong(actor, recipients);
      const occasion = draft.idempotencyKey ?? randomUUID();
      const emails = new Map<string, NewEmail>();
      const outcomes = recipients.map((recipient): Outcome => {
        const to = addresseeOf(actor, recipient, known);
        if (to === null) return { recipient, refusal: 'unknown_recipient' };
        if (checked.needsAccount && !('userId' in to)) {
          return { recipient, refusal: 'needs_an_account' };
        }
        const key = keyOf(actor, occasion, to);
        if (emails.has(key)) return { recipient, refusal: 'repeated_recipient' };
        emails.set(key, this.toEmail(actor, key, to, checked, draft.sendAt, lift));
        return { recipient, key };
      });
      const ids = await this.store(actor, [...emails.values()], draft);
      return outcomes.map((outcome) =>
        'key' in outcome
          ? { recipient: outcome.recipient, id: ids.get(outcome.key) as string }
          : outcome,
      );
    });
  }

  /** Coaches sign with their own name, whatever they wrote. */
  private async check(actor: Actor, content: DraftContent): Promise<CheckedDraft> {
    const isAdmin = isPlatformAdmin(actor);
    const signature = isAdmin ? null : await this.nameOf(actor);
    if (!('template' in content)) {
      const { subject, body } = content;
      const isTransactional = isAdmin && content.isTransactional;
      return {
        content: { subject, body: signature === null ? body : `${body.trimEnd()}\n\n${signature}` },
        category: isTransactional ? 'transactional' : 'announcements',
        needsAccount: false,
      };
    }
    const { variables: declared, link } = starterTemplate(content.template);
    const variables =
      signature !== null && Object.hasOwn(declared, 'coach_name')
        ? { ...content.variables, coach_name: signature }
        : content.variables;
    const { wording } = await this.wordings.active(content.template);
    requireWritable(content.template, wording, variables);
    return {
      content: { template: content.template, variables },
      category: categoryOf(content.template),
      needsAccount: link !== undefined,
    };
  }

  private async nameOf(actor: Actor): Promise<string> {
    return (await this.recipients.find(actor.userId))?.name ?? '';
  }

  /** Ids of the people named by uuid whom the actor may write to. */
  private async accountsAmong(
    actor: Actor,
    recipients: readonly DraftRecipient[],
  ): Promise<ReadonlyMap<string, number>> {
    const uuids = recipients.flatMap((to) => ('userUuid' in to ? [to.userUuid] : []));
    const accounts = await this.recipients.findByUuids(uuids);
    const theirs = isPlatformAdmin(actor)
      ? null
      : await this.recipients.coachedBy(
          actor.userId,
          accounts.map(({ id }) => id),
        );
    const reachable = accounts.filter(({ id }) => theirs === null || theirs.has(id));
    return new Map(reachable.map(({ uuid, id }) => [uuid, id]));
  }

  private toEmail(
    actor: Actor,
    key: string,
    recipient: EmailRecipient,
    { content, category }: CheckedDraft,
    sendAt: Date | null,
    lift: number,
  ): NewEmail {
    const priority = lift + ('template' in content ? priorityOf(content.template) : 0);
    return {
      key,
      recipient,
      aboutId: null,
      content,
      category,
      priority,
      sendAt,
      senderId: actor.userId,
    };
  }

  private async store(
    actor: Actor,
    emails: readonly NewEmail[],
    { content, sendAt }: EmailDraft,
  ): Promise<ReadonlyMap<string, string>> {
    if (emails.length === 0) return new Map();
    const ids = await this.queued.insertAll(emails);
    await this.audit.record({
      actor,
      action: 'email.send',
      subjectType: 'email',
      subjectIds: [...ids.values()],
      details: { template: 'template' in content ? content.template : null },
    });
    if (sendAt === null) await this.outbox.enqueue(SEND_DUE_EMAILS, {});
    return ids;
  }
}

function addresseeOf(
  actor: Actor,
  recipient: DraftRecipient,
  known: ReadonlyMap<string, number>,
): EmailRecipient | null {
  if ('address' in recipient) return isPlatformAdmin(actor) ? recipient : null;
  const userId = known.get(recipient.userUuid);
  return userId === undefined ? null : { userId };
}

function keyOf(actor: Actor, occasion: string, to: EmailRecipient): string {
  const who = 'userId' in to ? `user-${to.userId}` : `address-${hashOf(to.address)}`;
  return `sent-${actor.userId}-${occasion}-${who}`;
}

/** A key is shown nowhere, and still holds no address. */
function hashOf(address: string): string {
  return createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 32);
}
