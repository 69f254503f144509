import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import type { DocumentVersion } from './document';
import { DocumentAccess } from './document-access';
import { DocumentVersionsRepository } from './document-versions.repository';

/** The files that a document has had. */
@Injectable()
export class DocumentVersions {
  constructor(
    private readonly database: Database,
    private readonly versions: DocumentVersionsRepository,
    private readonly access: DocumentAccess,
  ) {}

  /** The newest first. @throws DocumentNotFound */
  list(actor: Actor, id: string): Promise<DocumentVersion[]> {
    return this.database.transaction(async () => {
      await this.access.open(actor, id, 'document.version.list');
      return this.versions.list(id);
    });
  }
}
