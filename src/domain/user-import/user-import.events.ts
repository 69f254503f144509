import { DomainEvent } from '../../platform/queue/domain-event';
import type { UserImportStatus } from './user-import';

/** An import of people got further, or has ended. */
export class UserImportProgressed extends DomainEvent<{
  readonly importId: string;
  /** Null when their account is gone. */
  readonly requestedBy: number | null;
  readonly kind: 'users';
  readonly status: UserImportStatus;
  /** Rows in all, those that were read, and of them those in which something was wrong. */
  readonly rows: number;
  readonly rowsRead: number;
  readonly rowsFailed: number;
}> {
  override readonly name = 'import.progress';
}
