import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import { MayNotSendEmail, SuppressionNotFound } from './email.errors';
import type { Suppression, SuppressionReason } from './suppression';
import { SuppressionsRepository } from './suppressions.repository';

/** The list of addresses that get no mail. For platform admins. */
@Injectable()
export class Suppressions {
  constructor(
    private readonly database: Database,
    private readonly suppressions: SuppressionsRepository,
    private readonly audit: AuditService,
  ) {}

  /** The newest first. @throws MayNotSendEmail */
  async list(actor: Actor, slice: Slice): Promise<Page<Suppression>> {
    requireAdmin(actor);
    const page = await this.suppressions.list(slice);
    if (page.items.length > 0) {
      await this.note(
        actor,
        'email_suppression.list',
        page.items.map(({ id }) => id),
      );
    }
    return page;
  }

  /** Puts an address on the list; one that is there stays as it is. @throws MayNotSendEmail */
  add(actor: Actor, address: string, reason: SuppressionReason): Promise<Suppression> {
    requireAdmin(actor);
    return this.database.transaction(async () => {
      const suppression = await this.suppressions.add(address, reason, actor.userId);
      await this.note(actor, 'email_suppression.add', [suppression.id]);
      return suppression;
    });
  }

  /** Takes an address off the list. @throws MayNotSendEmail @throws SuppressionNotFound */
  remove(actor: Actor, id: string): Promise<void> {
    requireAdmin(actor);
    return this.database.transaction(async () => {
      if (!(await this.suppressions.remove(id))) throw new SuppressionNotFound();
      await this.note(actor, 'email_suppression.remove', [id]);
    });
  }

  private note(actor: Actor, action: string, ids: readonly string[]): Promise<void> {
    return this.audit.record({ actor, action, subjectType: 'email_suppression', subjectIds: ids });
  }
}

function requireAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new MayNotSendEmail('Only platform admins see this list.');
}
