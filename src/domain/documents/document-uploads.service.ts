import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { type Actor, holdsRole } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { FILE_STORAGE, type FileStorage } from '../../platform/storage/storage';
import { StudentAccess } from '../students/student-access';
import { contentOf, type GivenFile } from './content/file-content';
import { displayName } from './content/file-name';
import type { Document, DocumentKind } from './document';
import { DocumentAccess } from './document-access';
import { readerOf } from './document-reader';
import { DocumentNotFound } from './documents.errors';
import { DocumentsRepository } from './documents.repository';
import type { NewVersion } from './document-versions.repository';
import { VersionIntake } from './version-intake.service';

/** What comes with the file of a new document. */
export interface DocumentDraft {
  readonly kind: DocumentKind;
  /** Null: the file's name without its ending. */
  readonly title: string | null;
  /** Null: the one who uploads it. */
  readonly studentUuid: string | null;
}

/**
 * How files become documents. Room for a file is taken first, under a lock on the student, so that no
 * two uploads share the last of it; the file is stored outside of any transaction.
 */
@Injectable()
export class DocumentUploads {
  constructor(
    private readonly database: Database,
    private readonly documents: DocumentsRepository,
    private readonly intake: VersionIntake,
    private readonly access: DocumentAccess,
    private readonly students: StudentAccess,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  /**
   * Takes a file as a new document of the actor, or of a student whom the actor coaches.
   *
   * @throws StudentNotFound
   * @throws TooLarge
   * @throws UnsupportedMediaType
   * @throws UnacceptableFile
   * @throws QuotaExceeded
   * @throws StorageUnavailable
   */
  async create(actor: Actor, draft: DocumentDraft, file: GivenFile): Promise<Document> {
    const studentUuid = draft.studentUuid ?? ownUuid(actor);
    const id = randomUUID();
    await this.intake.refuseTooLarge(file.byteLength);
    const version = await versionOf(actor, id, file);
    const ownerId = await this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'document.create');
      await this.intake.reserve(student.id, version.byteLength);
      await this.documents.insert({
        id,
        ownerId: student.id,
        uploadedBy: actor.userId,
        kind: draft.kind,
        title: draft.title ?? titleOf(version.fileName),
      });
      await this.intake.insert(version);
      return student.id;
    });
    await this.store(ownerId, version, file);
    return this.found(actor, id);
  }

  /**
   * Takes a file as the next version of a document. What agents were told of the one before is
   * forgotten.
   *
   * @throws DocumentNotFound
   * @throws NotYourDocument
   * @throws TooLarge
   * @throws UnsupportedMediaType
   * @throws UnacceptableFile
   * @throws QuotaExceeded
   * @throws StorageUnavailable
   */
  async addVersion(actor: Actor, id: string, file: GivenFile): Promise<Document> {
    const { owner } = await this.access.openForChange(actor, id, 'document.version.create');
    await this.intake.refuseTooLarge(file.byteLength);
    const version = await versionOf(actor, id, file);
    await this.database.transaction(async () => {
      await this.intake.reserve(owner.id, version.byteLength);
      if ((await this.documents.hold(id)) === null) throw new DocumentNotFound();
      await this.intake.insert(version);
    });
    await this.store(owner.id, version, file);
    return this.found(actor, id);
  }

  private async store(ownerId: number, version: NewVersion, file: GivenFile): Promise<void> {
    try {
      await this.storage.put(version.fileKey, createReadStream(file.path), version.byteLength);
    } catch (error) {
      await this.intake.discard(version);
      throw error;
    }
    await this.intake.settle(ownerId, version);
  }

  private async found(actor: Actor, id: string): Promise<Document> {
    const document = await this.documents.find(readerOf(actor), id);
    if (document === null) throw new DocumentNotFound();
    return document;
  }
}

function ownUuid(actor: Actor): string {
  if (holdsRole(actor, 'STUDENT')) return actor.userUuid;
  throw Invalid.field('student_id', 'say for which student this is', 'required');
}

async function versionOf(actor: Actor, documentId: string, file: GivenFile): Promise<NewVersion> {
  const { mediaType, sha256 } = await contentOf(file);
  const id = randomUUID();
  return {
    id,
    documentId,
    fileKey: `documents/${id.slice(0, 2)}/${randomUUID()}`,
    fileName: displayName(file.name, mediaType),
    mediaType,
    byteLength: file.byteLength,
    sha256,
    uploadedBy: actor.userId,
  };
}

function titleOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf('.'));
}
