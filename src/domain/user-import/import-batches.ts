import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { OutgoingEmails } from '../email/outgoing-emails.service';
import { type AddedPerson, ImportedPeopleRepository } from './imported-people.repository';
import { EMAIL_EXISTS, type RosterPerson, type RosterRow } from './person/roster-reader';
import type { UserImport, UserImportError } from './user-import';
import { UserImportProgressed } from './user-import.events';
import { UserImportsRepository } from './user-imports.repository';

type PersonRow = Extract<RosterRow, { person: RosterPerson }>;

/** Imports rows batch by batch; what a batch does is kept together with its counts, or not at all. */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly database: Database,
    private readonly imports: UserImportsRepository,
    private readonly people: ImportedPeopleRepository,
    private readonly emails: OutgoingEmails,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Imports the next rows.
   *
   * @param fence as {@link UserImportsRepository.begin} gave it.
   * @param invitedAt when the invitations go out; at once when absent.
   * @returns false when nothing was done, because the import is another worker's or has ended.
   */
  commit(
    wanted: UserImport,
    fence: number,
    rows: readonly RosterRow[],
    invitedAt?: Date,
  ): Promise<boolean> {
    return this.database.transaction(async () => {
      if (!(await this.imports.hold(wanted.id, fence))) return false;
      const people = rows.filter((row): row is PersonRow => 'person' in row);
      const taken = wanted.isDryRun
        ? await this.lookUp(people)
        : await this.add(wanted, people, invitedAt);
      const errors = [...rows.filter((row) => 'error' in row), ...taken].toSorted(
        (one, other) => one.row - other.row,
      );
      await this.imports.insertErrors(wanted.id, errors);
      await this.imports.advance(wanted.id, {
        imported: rows.length - errors.length,
        failed: errors.length,
      });
      await this.tell(wanted.id);
      return true;
    });
  }

  /**
   * Ends an import that is still open, and tells so.
   *
   * @param fence null ends it whoever works at it.
   * @returns false when it has ended, or is another worker's.
   */
  end(
    id: string,
    status: 'success' | 'cancelled' | 'failed',
    fence: number | null,
  ): Promise<boolean> {
    return this.database.transaction(async () => {
      if (!(await this.imports.end(id, status, fence))) return false;
      await this.tell(id);
      return true;
    });
  }

  private async tell(id: string): Promise<void> {
    const found = await this.imports.find(id);
    if (found === null) return;
    await this.outbox.publish(
      new UserImportProgressed({
        importId: id,
        requestedBy: found.requestedBy?.id ?? null,
        kind: 'users',
        status: found.status,
        rows: found.rowsTotal,
        rowsRead: found.rowsRead,
        rowsFailed: found.failed,
      }),
    );
  }

  private async lookUp(rows: readonly PersonRow[]): Promise<UserImportError[]> {
    const known = await this.people.findKnown(rows.map(({ person }) => person.email));
    return rows.filter((_, position) => known.has(position)).map(addressTaken);
  }

  private async add(
    wanted: UserImport,
    rows: readonly PersonRow[],
    invitedAt: Date | undefined,
  ): Promise<UserImportError[]> {
    const added = await this.people.insert(rows.map(({ person }) => person));
    await this.emails.queueMany(
      'invitation',
      added.map(({ id, uuid }) => ({
        key: `invitation-${uuid}`,
        userId: id,
        ...(invitedAt === undefined ? {} : { sendAt: invitedAt }),
      })),
    );
    await this.leaveTrace(wanted, added);
    const positions = new Set(added.map(({ position }) => position));
    return rows.filter((_, position) => !positions.has(position)).map(addressTaken);
  }

  /** In the name of who asked, whose account may be gone by now. */
  private async leaveTrace(wanted: UserImport, added: readonly AddedPerson[]): Promise<void> {
    const { requestedBy } = wanted;
    if (requestedBy === null || added.length === 0) return;
    const actor: Actor = {
      userId: requestedBy.id,
      userUuid: requestedBy.uuid,
      sessionId: '',
      grants: [],
    };
    await this.audit.record({
      actor,
      action: 'user.imported',
      subjectType: 'user',
      subjectIds: added.map(({ id }) => id),
      details: { import: wanted.id },
    });
  }
}

function addressTaken({ row }: PersonRow): UserImportError {
  return { row, error: EMAIL_EXISTS };
}
