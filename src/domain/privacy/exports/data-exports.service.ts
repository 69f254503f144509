import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../../kernel/actor';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import { AuditService } from '../../audit/audit.service';
import { NotTheirs, UserNotFound } from '../../users/users.errors';
import { PeopleRepository } from '../people.repository';
import { ExportNotFound, ExportUnderWay } from '../privacy.errors';
import { MAKE_EXPORT } from '../privacy.jobs';
import type { DataExport } from './data-export';
import { DataExportsRepository } from './data-exports.repository';

/** Copies of one's own data. People ask for theirs; only they download it. */
@Injectable()
export class DataExportsService {
  constructor(
    private readonly database: Database,
    private readonly exports: DataExportsRepository,
    private readonly people: PeopleRepository,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /** Asks for a copy of the actor's own data. @throws ExportUnderWay */
  request(actor: Actor): Promise<DataExport> {
    return this.database.transaction(() => this.start(actor, actor.userId));
  }

  /**
   * An administrator asks for a copy on behalf of somebody, who gets the mail and the archive.
   *
   * @throws NotTheirs @throws UserNotFound @throws ExportUnderWay
   */
  requestFor(actor: Actor, userUuid: string): Promise<DataExport> {
    return this.database.transaction(async () => {
      if (!isPlatformAdmin(actor)) throw new NotTheirs();
      const userId = await this.people.findId(userUuid);
      if (userId === null) throw new UserNotFound();
      await this.audit.record({
        actor,
        action: 'privacy.export.request',
        subjectType: 'user',
        subjectIds: [userId],
      });
      return this.start(actor, userId);
    });
  }

  /** The newest first. */
  list(actor: Actor): Promise<DataExport[]> {
    return this.exports.listOf(actor.userId);
  }

  /** @throws ExportNotFound also for somebody else's. */
  async get(actor: Actor, id: string): Promise<DataExport> {
    const found = await this.exports.find(id);
    if (found === null || found.userId !== actor.userId) throw new ExportNotFound();
    return found;
  }

  private async start(actor: Actor, userId: number): Promise<DataExport> {
    const started = await this.exports.insert(userId, actor.userId);
    if (started === null) throw new ExportUnderWay();
    await this.outbox.enqueue(MAKE_EXPORT, { exportId: started.id });
    return started;
  }
}
