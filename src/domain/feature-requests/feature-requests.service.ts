import { Injectable } from '@nestjs/common';
import { type Actor, isInstructorOrAbove } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type {
  AttributedFeatureRequest,
  FeatureRequest,
  FeatureRequestChanges,
  FeatureRequestFilter,
  NewFeatureRequest,
} from './feature-request';
import { FeatureRequestNotFound, FeatureRequestsNotAllowed } from './feature-requests.errors';
import { FeatureRequestsRepository } from './feature-requests.repository';

/** What people wish for, and what becomes of it. */
@Injectable()
export class FeatureRequestsService {
  constructor(
    private readonly database: Database,
    private readonly requests: FeatureRequestsRepository,
    private readonly audit: AuditService,
  ) {}

  submit(actor: Actor, request: NewFeatureRequest): Promise<FeatureRequest> {
    return this.requests.insert(actor.userId, request);
  }

  /** The caller's own requests, newest first. */
  listOwn(actor: Actor, slice: Slice): Promise<Page<FeatureRequest>> {
    return this.requests.list({ userId: actor.userId }, slice);
  }

  /**
   * Everybody's requests with names and addresses; the audit trail keeps whose were shown.
   *
   * @throws FeatureRequestsNotAllowed
   */
  listAll(
    actor: Actor,
    filter: FeatureRequestFilter,
    slice: Slice,
  ): Promise<Page<AttributedFeatureRequest>> {
    requireStaff(actor);
    return this.database.transaction(async () => {
      const page = await this.requests.list(filter, slice);
      await this.audit.record({
        actor,
        action: 'feature_request.list',
        subjectType: 'user',
        subjectIds: page.items.map(({ userId }) => userId),
        details: { ...filter, ...slice },
      });
      return page;
    });
  }

  /**
   * Changes status, notes, both or nothing. Each change of the status leaves a line of history.
   *
   * @throws FeatureRequestsNotAllowed
   * @throws FeatureRequestNotFound
   */
  update(actor: Actor, id: number, changes: FeatureRequestChanges): Promise<FeatureRequest> {
    requireStaff(actor);
    return this.database.transaction(async () => {
      const before = await this.requests.findForUpdate(id);
      if (before === null) throw new FeatureRequestNotFound();
      if (changes.status === undefined && changes.adminNotes === undefined) return before;
      const { status = before.status, adminNotes = before.adminNotes } = changes;
      if (status !== before.status) {
        await this.requests.appendChange({
          featureRequestId: id,
          changedBy: actor.userId,
          from: before.status,
          to: status,
        });
      }
      return this.requests.update(id, { status, adminNotes });
    });
  }
}

function requireStaff(actor: Actor): void {
  if (!isInstructorOrAbove(actor)) throw new FeatureRequestsNotAllowed();
}
