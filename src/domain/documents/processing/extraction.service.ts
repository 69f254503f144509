import { Inject, Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { Spool } from '../../../platform/spool/spool';
import { FILE_STORAGE, type FileStorage } from '../../../platform/storage/storage';
import { EXTRACT_DOCUMENT } from '../documents.jobs';
import { type ExtractedText, TextExtractor } from '../extraction/text-extractor';
import { DocumentText } from './document-text.service';
import { FileSteps } from './file-steps.service';
import { type BegunFile, ProcessedVersionsRepository } from './processed-versions.repository';

/** Reads the text of files that were found clean, for the agents. */
@Injectable()
export class DocumentExtraction {
  constructor(
    private readonly versions: ProcessedVersionsRepository,
    private readonly steps: FileSteps,
    private readonly extractor: TextExtractor,
    private readonly text: DocumentText,
    private readonly spool: Spool,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  /** @throws StorageUnavailable; the file stays at `clean`. */
  @OnJob(EXTRACT_DOCUMENT)
  async extract({ versionId }: { versionId: string }): Promise<void> {
    const file = await this.versions.beginExtraction(versionId);
    if (file === null) return;
    let text: ExtractedText = { texts: [], pages: null };
    await this.steps.run(file, {
      from: 'clean',
      work: async (begun) => {
        const extraction = await this.read(begun);
        if (extraction.kind === 'fault') {
          return { status: 'extraction_failed', fault: extraction.fault, isFollowed: false };
        }
        text = extraction;
        const pages = extraction.pages === null ? {} : { pages: extraction.pages };
        return { status: 'extracted', ...pages, isFollowed: false };
      },
      keep: (begun) => this.text.replace(begun, text),
      failure: { status: 'extraction_failed', fault: 'too_costly', isFollowed: false },
    });
  }

  /** The file lies in the spool meanwhile, so that this process never holds it in memory. */
  private async read({ fileKey, mediaType }: BegunFile) {
    const spooled = await this.spool.receive(await this.storage.read(fileKey));
    try {
      return await this.extractor.extract(spooled.path, mediaType);
    } finally {
      await this.spool.discard(spooled.path);
    }
  }
}
