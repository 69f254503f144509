import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../platform/queue/outbox';
import { StudentRecordsService } from '../../students/student-records.service';
import { EXTRACT_DOCUMENT } from '../documents.jobs';
import { DocumentsRepository } from '../documents.repository';
import { passagesOf } from '../extraction/passages';
import type { ExtractedText } from '../extraction/text-extractor';
import { DocumentEvidenceRepository } from './document-evidence.repository';
import { type BegunFile, ProcessedVersionsRepository } from './processed-versions.repository';

/**
 * What agents are told of documents. It is a part of the student's record: whenever it changes, the
 * record has a new version. Call all of this in the transaction of the change.
 */
@Injectable()
export class DocumentText {
  constructor(
    private readonly evidence: DocumentEvidenceRepository,
    private readonly versions: ProcessedVersionsRepository,
    private readonly documents: DocumentsRepository,
    private readonly records: StudentRecordsService,
    private readonly outbox: Outbox,
  ) {}

  /** Replaces what was told of a document, unless it was deleted or has a later version by now. */
  async replace(file: BegunFile, text: ExtractedText): Promise<void> {
    const { documentId: id, ownerId } = file;
    const held = await this.documents.hold(id);
    if (held?.currentVersionId !== file.id) return;
    await this.evidence.remove(id);
    await this.evidence.insert({ id, ownerId, kind: held.kind }, passagesOf(held.kind, text));
    await this.records.noteChange(ownerId);
  }

  /** Tells nothing of a document any more. */
  async forget(ownerId: number, documentId: string): Promise<void> {
    if (await this.evidence.remove(documentId)) await this.records.noteChange(ownerId);
  }

  /** Reads the text of a document anew that was read before. */
  async readAgain(documentId: string): Promise<void> {
    const versionId = await this.versions.reopenExtraction(documentId);
    if (versionId !== null) await this.outbox.enqueue(EXTRACT_DOCUMENT, { versionId });
  }
}
