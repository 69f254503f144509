import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { CoachNotFound } from '../coach/coach.errors';
import type { Document, DocumentShare } from './document';
import { DocumentAccess } from './document-access';
import { DocumentSharesRepository } from './document-shares.repository';
import { NotYourDocument } from './documents.errors';

/** With which coaches a student shares a document. It ends with the link between both. */
@Injectable()
export class DocumentShares {
  constructor(
    private readonly database: Database,
    private readonly shares: DocumentSharesRepository,
    private readonly access: DocumentAccess,
  ) {}

  /**
   * Shares a document of the actor's own with a coach of theirs.
   *
   * @returns everybody with whom it is shared now.
   * @throws DocumentNotFound
   * @throws NotYourDocument for everybody but the student.
   * @throws CoachNotFound for who does not look after the student now.
   */
  share(actor: Actor, id: string, coachUuid: string): Promise<DocumentShare[]> {
    return this.database.transaction(async () => {
      const { owner } = await this.openOwn(actor, id, 'document.share');
      if (!(await this.shares.insert(id, owner.id, coachUuid))) throw new CoachNotFound();
      return this.shares.list(id);
    });
  }

  /** @throws DocumentNotFound @throws NotYourDocument for everybody but the student. */
  list(actor: Actor, id: string): Promise<DocumentShare[]> {
    return this.database.transaction(async () => {
      await this.openOwn(actor, id, 'document.share.list');
      return this.shares.list(id);
    });
  }

  /**
   * Ends a share; what was downloaded by then stays where it is.
   *
   * @throws DocumentNotFound
   * @throws NotYourDocument
   * @throws CoachNotFound when it was not shared with them.
   */
  unshare(actor: Actor, id: string, coachUuid: string): Promise<void> {
    return this.database.transaction(async () => {
      await this.openOwn(actor, id, 'document.unshare');
      if (!(await this.shares.delete(id, coachUuid))) throw new CoachNotFound();
    });
  }

  private async openOwn(actor: Actor, id: string, action: string): Promise<Document> {
    const document = await this.access.open(actor, id, action);
    if (document.owner.id !== actor.userId) throw new NotYourDocument();
    return document;
  }
}
