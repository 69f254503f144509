import { Inject, Injectable } from '@nestjs/common';
import { FILE_STORAGE, type FileStorage } from '../../platform/storage/storage';
import type {
  PersonalDataFile,
  PersonalDataHolder,
  PersonToErase,
} from '../privacy/personal-data-holder';
import { type HeldFile, HeldDocumentsRepository } from './held-documents.repository';
import { FileRemoval } from './processing/file-removal.service';

/** The documents of a person as their rights see them: every version, deleted ones included. */
@Injectable()
export class DocumentPersonalData implements PersonalDataHolder {
  readonly name = 'documents';

  constructor(
    private readonly held: HeldDocumentsRepository,
    private readonly removal: FileRemoval,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  async *export(userId: number): AsyncIterable<PersonalDataFile> {
    const files = await this.held.listOf(userId);
    yield { path: 'documents/documents.json', content: JSON.stringify(files.map(shown), null, 2) };
    for (const { fileKey, documentId, number, fileName, isStored } of files) {
      if (!isStored) continue;
      const content = await this.storage.read(fileKey);
      yield { path: `documents/${documentId}/${number}/${fileName}`, content };
    }
  }

  /** The rows note their files for removal as they go, so that a second try finds what is left. */
  async erase({ id }: PersonToErase): Promise<void> {
    await this.held.removeOf(id);
    await this.removal.removeNoted();
  }
}

function shown(file: HeldFile): Record<string, string | number | null> {
  return {
    document_id: file.documentId,
    title: file.title,
    kind: file.kind,
    version: file.number,
    file_name: file.fileName,
    media_type: file.mediaType,
    byte_length: file.byteLength,
    sha256: file.sha256,
    status: file.status,
    uploaded_at: file.uploadedAt.toISOString(),
    deleted_at: file.deletedAt?.toISOString() ?? null,
  };
}
