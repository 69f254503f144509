import type { LinkedPerson } from '../coach/coach-link';

export const DOCUMENT_KINDS = [
  'transcript',
  'essay',
  'recommendation',
  'test_score',
  'resume',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What has become of a file; it is downloaded from `clean` on, never before. */
export const DOCUMENT_STATUSES = [
  'uploaded',
  'scanning',
  'clean',
  'infected',
  'scan_failed',
  'extracted',
  'extraction_failed',
] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** Why a scan or an extraction failed. */
export const FILE_FAULTS = [
  'too_large_for_scanner',
  'scanner_error',
  'encrypted',
  'damaged',
  'too_many_pages',
  'too_costly',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

/** One stored file of a document. */
export interface DocumentVersion {
  readonly id: string;
  readonly documentId: string;
  /** From 1 on. */
  readonly number: number;
  readonly fileKey: string;
  /** As the uploader called it, without folders and control characters. */
  readonly fileName: string;
  /** Found in the bytes. */
  readonly mediaType: string;
  readonly byteLength: number;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
  readonly uploadedBy: number | null;
  readonly status: DocumentStatus;
  /** Who looked for viruses; `none` when nobody did, null before. */
  readonly scanner: string | null;
  /** Whether somebody looked. */
  readonly scanned: boolean;
  /** The scanner's name of what it found. */
  readonly signature: string | null;
  readonly fault: FileFault | null;
  readonly pages: number | null;
  readonly createdAt: Date;
}

/** A document of a student, as the one who asks sees it. */
export interface Document {
  readonly id: string;
  readonly owner: LinkedPerson;
  readonly uploadedBy: LinkedPerson | null;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly current: DocumentVersion;
  /** Whether the one who asks may change, replace and delete it. */
  readonly isWritable: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly deletedAt: Date | null;
}

/** Which documents to list. */
export interface DocumentFilter {
  readonly kind: DocumentKind | null;
  readonly status: DocumentStatus | null;
  /** Those that were deleted and can be restored, instead of the others. */
  readonly isDeleted: boolean;
}

/** A coach who may read a document. */
export interface DocumentShare {
  readonly coach: LinkedPerson;
  readonly sharedAt: Date;
}

const DOWNLOADABLE: ReadonlySet<DocumentStatus> = new Set([
  'clean',
  'extracted',
  'extraction_failed',
]);

/** Whether the file may leave the house. */
export function isDownloadable({ status }: DocumentVersion): boolean {
  return DOWNLOADABLE.has(status);
}
