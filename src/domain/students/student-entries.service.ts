import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import { ENTRY_SCHEMAS, type EntryData, type EntryKind, type StoredEntry } from './record-entry';
import { StudentAccess } from './student-access';
import { StudentEntriesRepository } from './student-entries.repository';
import { StudentRecordsRepository } from './student-records.repository';
import type { Student } from './student-record';
import { StudentRecordUpdated } from './students.events';
import { EntryNotFound, RecordFull } from './students.errors';
import { TEST_SCALES } from './test-scales';

/** Entries of one kind that a record takes. */
export const MOST_ENTRIES = 500;
/** Bytes that all entries of a record may have together: agents read a record whole. */
const MOST_BYTES = 5_000_000;

/** Where an entry of a kind says on which day it was or will be. */
const DAY_FIELDS: Readonly<Partial<Record<EntryKind, string>>> = {
  test_score: 'takenOn',
  award: 'receivedOn',
  document: 'writtenOn',
  goal: 'deadline',
  communication: 'sentOn',
};

/**
 * The lists of a student's record, each kind under the same rules: who may open the record may
 * read and write them, every write raises the record's version, and somebody else's record leaves
 * one audit row.
 */
@Injectable()
export class StudentEntriesService {
  constructor(
    private readonly database: Database,
    private readonly students: StudentAccess,
    private readonly records: StudentRecordsRepository,
    private readonly entries: StudentEntriesRepository,
    private readonly outbox: Outbox,
  ) {}

  /** In the order in which they were made. @throws StudentNotFound */
  async list<Kind extends EntryKind>(
    actor: Actor,
    studentUuid: string,
    kind: Kind,
  ): Promise<StoredEntry<Kind>[]> {
    const student = await this.students.open(actor, studentUuid, `student.${kind}.list`);
    return this.entries.list(student.id, kind);
  }

  /**
   * @throws StudentNotFound
   * @throws EntryNotFound
   */
  async get<Kind extends EntryKind>(
    actor: Actor,
    studentUuid: string,
    kind: Kind,
    id: number,
  ): Promise<StoredEntry<Kind>> {
    const student = await this.students.open(actor, studentUuid, `student.${kind}.read`);
    return found(await this.entries.find(student.id, kind, id));
  }

  /**
   * Adds an entry; absent fields get the defaults of its kind.
   *
   * @throws StudentNotFound
   * @throws RecordFull beyond {@link MOST_ENTRIES} of a kind, or 5 MB in all.
   * @throws Invalid
   */
  create<Kind extends EntryKind>(
    actor: Actor,
    studentUuid: string,
    kind: Kind,
    given: Partial<EntryData<Kind>>,
  ): Promise<StoredEntry<Kind>> {
    const content = contentOf(kind, given);
    return this.write(actor, studentUuid, `student.${kind}.create`, async (student) => {
      const size = await this.entries.sizeOf(student.id, kind);
      if (size.entries >= MOST_ENTRIES) throw new RecordFull(`${MOST_ENTRIES} entries of a kind`);
      refuseExcess(size.bytes, content.data);
      return this.entries.insert(student.id, kind, content, actor.userId);
    });
  }

  /**
   * Changes an entry; what is undefined stays as it is.
   *
   * @throws StudentNotFound
   * @throws EntryNotFound
   * @throws RecordFull
   * @throws Invalid
   */
  update<Kind extends EntryKind>(
    actor: Actor,
    studentUuid: string,
    kind: Kind,
    id: number,
    changes: Partial<EntryData<Kind>>,
  ): Promise<StoredEntry<Kind>> {
    return this.write(actor, studentUuid, `student.${kind}.update`, async (student) => {
      const entry = found(await this.entries.find(student.id, kind, id));
      const content = contentOf(kind, { ...entry.data, ...present(changes) });
      refuseExcess((await this.entries.sizeOf(student.id, kind, id)).bytes, content.data);
      return found(await this.entries.update(student.id, kind, id, content));
    });
  }

  /**
   * @throws StudentNotFound
   * @throws EntryNotFound
   */
  delete(actor: Actor, studentUuid: string, kind: EntryKind, id: number): Promise<void> {
    return this.write(actor, studentUuid, `student.${kind}.delete`, async (student) => {
      if (!(await this.entries.delete(student.id, kind, id))) throw new EntryNotFound();
    });
  }

  /** One write to a record; two to the same record pass one by one. */
  private write<Result>(
    actor: Actor,
    studentUuid: string,
    action: string,
    work: (student: Student) => Promise<Result>,
  ): Promise<Result> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, action);
      await this.records.touch(student.id);
      const result = await work(student);
      await this.outbox.publish(new StudentRecordUpdated({ studentId: student.id }));
      return result;
    });
  }
}

function contentOf<Kind extends EntryKind>(
  kind: Kind,
  given: object,
): { data: EntryData<Kind>; occurredOn: string | null } {
  const parsed = ENTRY_SCHEMAS[kind].safeParse(given);
  if (!parsed.success) {
    throw new Invalid(
      parsed.error.issues.map(({ path, message, code }) => ({
        path: ['body', ...path.map((step) => (typeof step === 'number' ? step : String(step)))],
        message,
        rule: code,
      })),
    );
  }
  const data = parsed.data as EntryData<Kind>;
  if (kind === 'test_score') refuseOffScale(data as EntryData<'test_score'>);
  const day = DAY_FIELDS[kind];
  const occurredOn = day === undefined ? null : (data as Record<string, unknown>)[day];
  return { data, occurredOn: typeof occurredOn === 'string' ? occurredOn : null };
}

function refuseOffScale({ test, total }: EntryData<'test_score'>): void {
  const [lowest, highest] = TEST_SCALES[test];
  if (total >= lowest && total <= highest) return;
  throw Invalid.field('total', `a total of ${test} is between ${lowest} and ${highest}`, 'scale');
}

function refuseExcess(bytesOfOthers: number, data: object): void {
  if (bytesOfOthers + Buffer.byteLength(JSON.stringify(data)) > MOST_BYTES) {
    throw new RecordFull('its texts have 5 MB together');
  }
}

function present(changes: object): object {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function found<Entry>(entry: Entry | null): Entry {
  if (entry === null) throw new EntryNotFound();
  return entry;
}
