import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Forbidden } from '../../kernel/errors';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { AuditService } from '../audit/audit.service';
import { ImportBatches } from './import-batches';
import { ImportFilesRepository } from './import-files.repository';
import { type PhoneCountry, phoneCountryOf } from './person/phone-number';
import { rosterBatches, surveyRoster } from './roster-rows';
import { textOfFile } from './table/file-text';
import type { UserImport, UserImportError, UserImportReport } from './user-import';
import { UnknownPhoneCountry, UserImportEnded, UserImportNotFound } from './user-import.errors';
import { RUN_USER_IMPORT } from './user-import.jobs';
import { UserImportsRepository } from './user-imports.repository';

/** Rows that a request waits for, in one transaction. */
const ROWS_AT_ONCE = 1_000;
/** Errors that a look at an import shows; the file of all of them has the rest. */
const SHOWN_ERRORS = 100;
const ERRORS_AT_ONCE = 1_000;

/** What to import. */
export interface WantedImport {
  /** Opens the file from its beginning; called more than once. */
  readonly open: () => Readable;
  readonly isDryRun: boolean;
  /** Two letters; where phone numbers without an international prefix belong. */
  readonly country: string;
}

/** An import that was asked for. */
export interface AcceptedImport extends UserImportReport {
  readonly ignoredColumns: readonly string[];
}

/** Importing people from files. For platform admins only. */
@Injectable()
export class UserImportsService {
  constructor(
    private readonly database: Database,
    private readonly imports: UserImportsRepository,
    private readonly files: ImportFilesRepository,
    private readonly batches: ImportBatches,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Imports a file of at most 1,000 rows at once, and tells every error; a longer one is kept and
   * becomes a job.
   *
   * @throws ImportFileRefused
   * @throws UnknownPhoneCountry
   */
  async request(actor: Actor, wanted: WantedImport): Promise<AcceptedImport> {
    requireAdmin(actor);
    const country = phoneCountryOf(wanted.country);
    if (country === null) throw new UnknownPhoneCountry();
    const { rows, ignoredColumns } = await surveyRoster(wanted.open());
    const id =
      rows <= ROWS_AT_ONCE
        ? await this.importNow(actor, wanted, country, rows)
        : await this.importLater(actor, wanted, country, rows);
    return { ...(await this.reportOn(id, ROWS_AT_ONCE)), ignoredColumns };
  }

  /** @throws UserImportNotFound */
  async get(actor: Actor, id: string): Promise<UserImportReport> {
    requireAdmin(actor);
    return this.reportOn(id);
  }

  /** The newest first. */
  list(actor: Actor, slice: Slice): Promise<Page<UserImport>> {
    requireAdmin(actor);
    return this.imports.list(slice);
  }

  /** Every error of an import, a part of them in memory at a time. @throws UserImportNotFound */
  async errorsOf(actor: Actor, id: string): Promise<AsyncIterable<readonly UserImportError[]>> {
    requireAdmin(actor);
    if ((await this.imports.find(id)) === null) throw new UserImportNotFound();
    return this.errorsInOrder(id);
  }

  /**
   * Stops an import. Whoever was imported before stays.
   *
   * @throws UserImportNotFound
   * @throws UserImportEnded
   */
  cancel(actor: Actor, id: string): Promise<UserImportReport> {
    requireAdmin(actor);
    return this.database.transaction(async () => {
      if ((await this.imports.find(id)) === null) throw new UserImportNotFound();
      if (!(await this.batches.end(id, 'cancelled', null))) throw new UserImportEnded();
      await this.files.remove(id);
      await this.leaveTrace(actor, 'user.import.cancel', id);
      return this.reportOn(id);
    });
  }

  private async importNow(
    actor: Actor,
    wanted: WantedImport,
    country: PhoneCountry,
    rows: number,
  ): Promise<string> {
    const [batch = []] = await Array.fromAsync(
      rosterBatches(wanted.open(), country, 0, ROWS_AT_ONCE),
    );
    return this.database.transaction(async () => {
      const id = await this.insert(actor, wanted, country, rows);
      const fence = (await this.imports.begin(id)) as number;
      await this.batches.commit((await this.imports.find(id)) as UserImport, fence, batch);
      await this.batches.end(id, 'success', fence);
      return id;
    });
  }

  private importLater(
    actor: Actor,
    wanted: WantedImport,
    country: PhoneCountry,
    rows: number,
  ): Promise<string> {
    return this.database.transaction(async () => {
      const id = await this.insert(actor, wanted, country, rows);
      await this.files.keep(id, textOfFile(wanted.open()));
      await this.outbox.enqueue(RUN_USER_IMPORT, { importId: id });
      return id;
    });
  }

  private async insert(
    actor: Actor,
    { isDryRun }: WantedImport,
    country: PhoneCountry,
    rowsTotal: number,
  ): Promise<string> {
    const requestedBy = actor.userId;
    const id = await this.imports.insert({ requestedBy, country, isDryRun, rowsTotal });
    await this.leaveTrace(actor, isDryRun ? 'user.import.dry_run' : 'user.import', id);
    return id;
  }

  private leaveTrace(actor: Actor, action: string, id: string): Promise<void> {
    return this.audit.record({ actor, action, subjectType: 'user_import', subjectIds: [id] });
  }

  private async reportOn(id: string, shownErrors = SHOWN_ERRORS): Promise<UserImportReport> {
    const found = await this.imports.find(id);
    if (found === null) throw new UserImportNotFound();
    return { ...found, errors: await this.imports.listErrors(id, 0, shownErrors) };
  }

  private async *errorsInOrder(id: string): AsyncGenerator<readonly UserImportError[]> {
    for (let last = 0; ;) {
      const errors = await this.imports.listErrors(id, last, ERRORS_AT_ONCE);
      if (errors.length > 0) yield errors;
      if (errors.length < ERRORS_AT_ONCE) return;
      last = errors.at(-1)?.row ?? last;
    }
  }
}

function requireAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new Forbidden('This is for platform admins only.');
}
