export const EXPORT_STATUSES = ['queued', 'running', 'done', 'failed', 'expired'] as const;
type ExportStatus = (typeof EXPORT_STATUSES)[number];

/** A copy of everything that is held on a person, made as a zip archive. */
export interface DataExport {
  readonly id: string;
  readonly userId: number;
  readonly status: ExportStatus;
  readonly byteLength: number | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  /** When the archive is removed; null until it is there. */
  readonly expiresAt: Date | null;
}

/** Where the archive lies in the store. */
export function archiveKey(exportId: string): string {
  return `exports/${exportId}`;
}
