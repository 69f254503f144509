import { PERSONAL_DATA_MAP } from '../../src/domain/privacy/map/personal-data-map';
import { IMPERSONAL_TABLES } from '../support/impersonal-tables';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

interface Reference {
  readonly table: string;
  readonly column: string;
  readonly parent: string;
  /** `c`: the row goes with its parent, by key or by trigger; `n`: it stays and forgets it. */
  readonly onDelete: string;
}

/** Types in which words can lie. */
const TEXT_LIKE = /^_?(text|varchar|bpchar|name|citext|jsonb?|bytea|xml)$/;
/** Columns whose names speak of a person, whether a foreign key does or not. */
const NAMES_PERSON =
  /(^|_)(user|student|coach|actor|author|person|guardian|sender|recipient|owner|reporter|reviewer|customer)_(id|ids|uuid|email|hash|ref)$|(^|_)(email|address|subject_ids)$/;

describe('The personal data map', () => {
  let database: TestDatabase;
  let columns: Column[];
  let references: Reference[];

  beforeAll(async () => {
    database = await createTestDatabase();
    columns = await database.query<Column>(
      `SELECT c.table_name AS "table", c.column_name AS name, c.udt_name AS type
       FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, 2`,
    );
    references = await database.query<Reference>(
      `SELECT conrelid::regclass::text AS "table", attname AS column,
              confrelid::regclass::text AS parent, confdeltype AS "onDelete"
       FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY(conkey)
       WHERE contype = 'f' AND connamespace = 'public'::regnamespace
       UNION ALL
       SELECT statement[1], statement[2], 'users', 'c'
       FROM pg_trigger JOIN pg_proc function ON function.oid = tgfoid
       CROSS JOIN regexp_matches(prosrc, 'DELETE FROM (\\w+) WHERE (\\w+) = OLD.id;') statement
       WHERE tgrelid = 'users'::regclass AND tgtype & 8 = 8`,
    );
  });
  afterAll(() => database.drop());

  const rules = Object.entries(PERSONAL_DATA_MAP);
  const tables = () => [...new Set(columns.map(({ table }) => table))];
  const place = (table: string, column: string) => `${table}.${column}`;

  /** Whether deleting an account deletes the rows of a table, through however many tables. */
  function goesWithAccount(table: string, seen: readonly string[] = []): boolean {
    if (table === 'users') return true;
    return references.some(
      (one) =>
        one.table === table &&
        one.onDelete === 'c' &&
        !seen.includes(one.parent) &&
        goesWithAccount(one.parent, [...seen, table]),
    );
  }

  it('names every table once, as personal or as impersonal, and no other', () => {
    const named = [...Object.keys(PERSONAL_DATA_MAP), ...Object.keys(IMPERSONAL_TABLES)];
    expect(named.toSorted()).toEqual(tables().toSorted());
  });

  it('tells of every column that can hold words what it says of a person', () => {
    const texts = columns.filter(({ type }) => TEXT_LIKE.test(type));
    const needed = texts.filter(({ table }) => table in PERSONAL_DATA_MAP);
    const told = rules.flatMap(([table, { texts: of }]) =>
      Object.keys(of).map((column) => place(table, column)),
    );
    expect(told.toSorted()).toEqual(needed.map(({ table, name }) => place(table, name)).toSorted());
  });

  it('knows every column that leads to a person', () => {
    const told = new Set(
      rules.flatMap(([table, { persons }]) =>
        Object.keys(persons).map((column) => place(table, column)),
      ),
    );
    const leading = [
      ...references
        .filter(({ parent }) => parent === 'users')
        .map(({ table, column }) => place(table, column)),
      ...columns
        .filter(({ name, type }) => NAMES_PERSON.test(name) || type === 'citext')
        .map(({ table, name }) => place(table, name)),
    ];
    expect(leading.length).toBeGreaterThan(40);
    expect([...new Set(leading)].filter((column) => !told.has(column))).toEqual([]);
    const existing = new Set(columns.map(({ table, name }) => place(table, name)));
    expect([...told].filter((column) => !existing.has(column))).toEqual([]);
  });

  it('leaves to the account only what really goes with it', () => {
    const wrong = rules.filter(
      ([table, { erasure }]) => erasure.by === 'account' && !goesWithAccount(table),
    );
    expect(wrong.map(([table]) => table)).toEqual([]);
  });

  it('leaves no words and no address where rows stay, unless somebody else goes by them', () => {
    const wrong = rules.flatMap(([table, { erasure, texts }]) =>
      erasure.by === 'kept'
        ? Object.entries(texts).flatMap(([column, kind]) =>
            kind === 'words' || kind === 'identity' ? [place(table, column)] : [],
          )
        : [],
    );
    expect(wrong).toEqual([]);
  });

  it('keeps only what forgets its author by itself', () => {
    const wrong = rules.flatMap(([table, { erasure, persons }]) =>
      erasure.by === 'authorship'
        ? references
            .filter((one) => one.table === table && one.parent === 'users')
            .filter((one) => one.onDelete !== 'n' && persons[one.column] !== 'owner')
            .map((one) => place(table, one.column))
        : [],
    );
    expect(wrong).toEqual([]);
  });

  it('exports by statements that run', async () => {
    for (const [, rule] of rules) {
      if (!('select' in rule.export)) continue;
      const sql = rule.export.select
        .replaceAll('{id}', '0::integer')
        .replaceAll(/\{(uuid|email)\}/g, `'00000000-0000-0000-0000-000000000000'::text`);
      await database.query(sql);
    }
  });
});
