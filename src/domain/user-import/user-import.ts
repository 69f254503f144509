/** What an import may be; the last three are its ends. */
export type UserImportStatus = 'queued' | 'running' | 'success' | 'cancelled' | 'failed';

/** An import of people from a file. */
export interface UserImport {
  readonly id: string;
  /** Who asked for it; null when their account is gone. */
  readonly requestedBy: { readonly id: number; readonly uuid: string } | null;
  /** Where phone numbers without an international prefix belong, ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Whether the file is only looked through; `imported` counts who would be. */
  readonly isDryRun: boolean;
  readonly status: UserImportStatus;
  /** Rows below the header, without blank ones. */
  readonly rowsTotal: number;
  /** Of them: how many were read; each was imported or failed. */
  readonly rowsRead: number;
  readonly imported: number;
  readonly failed: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** What was wrong with a row. */
export interface UserImportError {
  /** The line of the file where the row begins, from 1 on. */
  readonly row: number;
  readonly error: string;
}

/** An import with the first of its errors; `failed` says how many there are. */
export interface UserImportReport extends UserImport {
  readonly errors: readonly UserImportError[];
}
