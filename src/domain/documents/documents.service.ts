import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { StudentAccess } from '../students/student-access';
import type { Document, DocumentFilter, DocumentKind } from './document';
import { DocumentAccess } from './document-access';
import { readerOf } from './document-reader';
import { DocumentNotFound } from './documents.errors';
import { DocumentsRepository } from './documents.repository';
import { DocumentText } from './processing/document-text.service';
import { FileRemoval } from './processing/file-removal.service';

/** Documents of students as people read, change, delete and restore them. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsRepository,
    private readonly access: DocumentAccess,
    private readonly students: StudentAccess,
    private readonly text: DocumentText,
    private readonly removal: FileRemoval,
  ) {}

  /**
   * Documents that the actor may read, the newest first: of one student, or of everybody.
   *
   * @throws StudentNotFound
   */
  list(
    actor: Actor,
    studentUuid: string | null,
    filter: DocumentFilter,
    slice: Slice,
  ): Promise<Page<Document>> {
    return this.database.transaction(async () => {
      if (studentUuid !== null) {
        const student = await this.students.open(actor, studentUuid, 'document.list');
        return this.documents.list(readerOf(actor), student.id, filter, slice);
      }
      const page = await this.documents.list(readerOf(actor), null, filter, slice);
      await this.access.leaveTrace(actor, 'document.list', page.items);
      return page;
    });
  }

  /** @throws DocumentNotFound */
  get(actor: Actor, id: string): Promise<Document> {
    return this.database.transaction(() => this.access.open(actor, id, 'document.read'));
  }

  /**
   * Changes the title or the kind; undefined stays as it is.
   *
   * @throws DocumentNotFound
   * @throws NotYourDocument
   */
  update(
    actor: Actor,
    id: string,
    changes: { title?: string; kind?: DocumentKind },
  ): Promise<Document> {
    return this.database.transaction(async () => {
      const { owner, kind } = await this.access.openForChange(actor, id, 'document.update');
      await this.documents.update(id, changes);
      if (changes.kind !== undefined && changes.kind !== kind) {
        await this.text.forget(owner.id, id);
        await this.text.readAgain(id);
      }
      return this.found(actor, id);
    });
  }

  /**
   * Deletes a document: for good, or so that it can be restored for some days. What agents were told
   * of it goes at once.
   *
   * @throws DocumentNotFound
   * @throws NotYourDocument
   */
  delete(actor: Actor, id: string, isForGood: boolean): Promise<void> {
    return this.database.transaction(async () => {
      const isDeleted = isForGood && (await this.isDeleted(actor, id));
      const { owner } = await this.access.openForChange(actor, id, 'document.delete', isDeleted);
      await this.text.forget(owner.id, id);
      if (!isForGood) {
        await this.documents.softDelete(id);
        return;
      }
      await this.documents.purge(id);
      await this.removal.wake();
    });
  }

  /**
   * Takes a deletion back. What the text says is read anew.
   *
   * @throws DocumentNotFound when it is not deleted, or gone for good.
   */
  restore(actor: Actor, id: string): Promise<Document> {
    return this.database.transaction(async () => {
      await this.access.openForChange(actor, id, 'document.restore', true);
      if (!(await this.documents.restore(id))) throw new DocumentNotFound();
      await this.text.readAgain(id);
      return this.found(actor, id);
    });
  }

  private async isDeleted(actor: Actor, id: string): Promise<boolean> {
    const document = await this.documents.find(readerOf(actor), id);
    return document !== null && document.deletedAt !== null;
  }

  private async found(actor: Actor, id: string): Promise<Document> {
    const document = await this.documents.find(readerOf(actor), id);
    if (document === null) throw new DocumentNotFound();
    return document;
  }
}
