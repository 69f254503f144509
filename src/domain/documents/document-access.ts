import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { AuditService } from '../audit/audit.service';
import type { Document } from './document';
import { readerOf } from './document-reader';
import { DocumentNotFound, NotYourDocument } from './documents.errors';
import { DocumentsRepository } from './documents.repository';

/**
 * Who may open a document: the student whose it is, platform admins, and of the coaches who look
 * after the student now those who uploaded it or with whom it is shared. Whoever opens somebody
 * else's leaves one audit row.
 */
@Injectable()
export class DocumentAccess {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Opens a document for reading.
   *
   * @param action noun and verb for the audit trail, e.g. `document.read`.
   * @throws DocumentNotFound also for documents that the actor may not know of, and deleted ones.
   */
  async open(actor: Actor, id: string, action: string): Promise<Document> {
    const document = await this.documents.find(readerOf(actor), id);
    if (document === null || document.deletedAt !== null) throw new DocumentNotFound();
    await this.leaveTrace(actor, action, [document]);
    return document;
  }

  /**
   * Opens a document for a change; deleted ones too where `deleted` says so, and then only those.
   *
   * @throws DocumentNotFound
   * @throws NotYourDocument for a coach with whom it is shared.
   */
  async openForChange(
    actor: Actor,
    id: string,
    action: string,
    deleted = false,
  ): Promise<Document> {
    const document = await this.documents.find(readerOf(actor), id);
    if (document === null || (document.deletedAt !== null) !== deleted) {
      throw new DocumentNotFound();
    }
    if (!document.isWritable) {
      throw deleted ? new DocumentNotFound() : new NotYourDocument();
    }
    await this.leaveTrace(actor, action, [document]);
    return document;
  }

  /** One audit row for all of these that are not the actor's own. */
  async leaveTrace(actor: Actor, action: string, documents: readonly Document[]): Promise<void> {
    const others = documents.filter(({ owner }) => owner.id !== actor.userId);
    if (others.length === 0) return;
    await this.audit.record({
      actor,
      action,
      subjectType: 'user',
      subjectIds: others.map(({ owner }) => owner.id),
      details: { documents: others.map(({ id }) => id) },
    });
  }
}
