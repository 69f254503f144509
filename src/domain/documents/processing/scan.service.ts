import { Inject, Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { Outbox } from '../../../platform/queue/outbox';
import { SCANNER, type Scanner } from '../../../platform/scanning/scanner';
import { FILE_STORAGE, type FileStorage } from '../../../platform/storage/storage';
import { hasText } from '../content/media-types';
import { EXTRACT_DOCUMENT, SCAN_DOCUMENT } from '../documents.jobs';
import { FileRemoval } from './file-removal.service';
import { FileSteps } from './file-steps.service';
import {
  type BegunFile,
  ProcessedVersionsRepository,
  type StepEnd,
} from './processed-versions.repository';

/** Looks for viruses in stored files. Nobody downloads one before. */
@Injectable()
export class DocumentScan {
  constructor(
    private readonly versions: ProcessedVersionsRepository,
    private readonly steps: FileSteps,
    private readonly removal: FileRemoval,
    private readonly outbox: Outbox,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
    @Inject(SCANNER) private readonly scanner: Scanner,
  ) {}

  /** @throws ScannerUnavailable @throws StorageUnavailable; the file stays at `scanning`. */
  @OnJob(SCAN_DOCUMENT)
  async scan({ versionId }: { versionId: string }): Promise<void> {
    const file = await this.versions.beginScan(versionId);
    if (file === null) return;
    await this.steps.run(file, {
      from: 'scanning',
      work: (begun) => this.look(begun),
      keep: (begun, end) => this.keep(begun, end),
      failure: { status: 'scan_failed', fault: 'scanner_error', isFollowed: false },
    });
  }

  private async look({ fileKey, mediaType }: BegunFile): Promise<StepEnd> {
    const verdict = await this.scanner.scan(await this.storage.read(fileKey));
    const by = { scanner: this.scanner.name, scanned: this.scanner.isReal };
    if (verdict.kind === 'clean') return { ...by, status: 'clean', isFollowed: hasText(mediaType) };
    if (verdict.kind === 'infected') {
      return { ...by, status: 'infected', signature: verdict.signature, isFollowed: false };
    }
    const fault = verdict.reason === 'too_large' ? 'too_large_for_scanner' : 'scanner_error';
    return { scanner: this.scanner.name, status: 'scan_failed', fault, isFollowed: false };
  }

  private async keep(file: BegunFile, end: StepEnd): Promise<void> {
    if (end.status === 'infected') await this.removal.request(file.fileKey);
    if (end.isFollowed) await this.outbox.enqueue(EXTRACT_DOCUMENT, { versionId: file.id });
  }
}
