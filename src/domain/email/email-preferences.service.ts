import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { type RefusableCategory, REFUSABLE_CATEGORIES } from './email-category';
import { EmailRefusalsRepository } from './email-refusals.repository';
import { SuppressionsRepository } from './suppressions.repository';
import { UnsubscribeTokens } from './unsubscribe-tokens';

/** Which kinds of mail a person wants. */
export type EmailPreferences = Readonly<Record<RefusableCategory, boolean>>;

/** What people want to be written to about. Transactional mail is no matter of choice. */
@Injectable()
export class EmailPreferencesService {
  constructor(
    private readonly database: Database,
    private readonly refusals: EmailRefusalsRepository,
    private readonly suppressions: SuppressionsRepository,
    private readonly tokens: UnsubscribeTokens,
  ) {}

  /** The caller's own. */
  async get(actor: Actor): Promise<EmailPreferences> {
    const refused = await this.refusals.of(actor.userId);
    return Object.fromEntries(
      REFUSABLE_CATEGORIES.map((category) => [category, !refused.has(category)]),
    ) as EmailPreferences;
  }

  /** Changes the caller's own; kinds that are not named stay as they are. */
  async change(actor: Actor, wishes: Partial<EmailPreferences>): Promise<EmailPreferences> {
    await this.database.transaction(async () => {
      for (const category of REFUSABLE_CATEGORIES) {
        const isWanted = wishes[category];
        if (isWanted === undefined) continue;
        if (isWanted) await this.refusals.remove(actor.userId, category);
        else await this.refusals.add(actor.userId, category);
      }
    });
    return this.get(actor);
  }

  /**
   * Ends mails of one kind by the link in one of them; done twice it is done once.
   *
   * @returns the kind.
   * @throws UnsubscribeRefused for a link that is not ours.
   */
  async unsubscribe(token: string): Promise<RefusableCategory> {
    const { of, id, category } = this.tokens.read(token);
    if (of === 'user') await this.refusals.addByUuid(id, category);
    else await this.suppressions.addForMessage(id, 'unsubscribed');
    return category;
  }
}
