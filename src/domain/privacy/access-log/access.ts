import type { Role } from '../../../kernel/actor';

/** Somebody read or changed a person's record. */
export interface Access {
  readonly occurredAt: Date;
  /** Noun and verb, as in the audit trail. */
  readonly action: string;
  /** Null for who holds no role of staff any more. */
  readonly role: Exclude<Role, 'STUDENT'> | null;
  /** The name that staff and coaches show; null for everybody else. */
  readonly name: string | null;
}
