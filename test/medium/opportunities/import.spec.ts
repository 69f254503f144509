import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countsOf, type RowReport } from '../../../src/domain/opportunities/import/import-report';
import { OpportunityImportService } from '../../../src/domain/opportunities/import/opportunity-import.service';
import { opportunityFiles, ownList } from '../../support/opportunity-sources';
import { testApp, type TestApp } from '../../support/test-app';

const OPTIONS = { type: 'scholarship', source: null } as const;

interface Stored {
  name: string;
  deadline: string | null;
  amount_text: string | null;
  amount_cents_min: number | null;
  amount_cents_max: number | null;
  description: string;
  application_url: string | null;
}

describe('Importing opportunities', () => {
  let app: TestApp;
  let imports: OpportunityImportService;
  let folder: string;

  beforeAll(async () => {
    app = await testApp();
    imports = app.trellis.app.get(OpportunityImportService, { strict: false });
    folder = mkdtempSync(path.join(tmpdir(), 'trellis-opportunities-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.stop();
  });

  const stored = (where = 'true'): Promise<Stored[]> =>
    app.database.query<Stored>(
      `SELECT name, deadline::text, amount_text, amount_cents_min, amount_cents_max, description,
         application_url FROM opportunities WHERE ${where} ORDER BY name, amount_cents_max`,
    );
  const outcomes = (rows: readonly RowReport[]) =>
    rows.map(({ row, outcome, notes }) => [row, outcome, ...notes]);

  it('says of every row of a CSV what became of it', async () => {
    const report = await imports.import(ownList('dirty.csv'), OPTIONS);
    expect(outcomes(report.rows)).toEqual([
      [2, 'rejected', 'a navigation row, not an opportunity'],
      [3, 'added'],
      [4, 'duplicate', 'the same as row 3'],
      [5, 'added'],
      [
        6,
        'added',
        'amount "EUR 1,000": not in US dollars',
        'deadline "Spring 2027": tentative',
        'the address is not http or https',
      ],
      [7, 'rejected', 'the heading again'],
      [8, 'added'],
      [9, 'rejected', 'a test row'],
      [10, 'rejected', 'has 7 cells under 6 headings'],
    ]);
    expect(await stored()).toEqual([
      {
        name: 'Harbor Engineering Award',
        deadline: '2027-03-15',
        amount_text: '$500',
        amount_cents_min: 50_000,
        amount_cents_max: 50_000,
        description: 'The smaller one of that name',
        application_url: 'https://harbor.example.org/apply',
      },
      {
        name: 'Harbor Engineering Award',
        deadline: '2027-03-15',
        amount_text: '$5,000 - $12,500',
        amount_cents_min: 500_000,
        amount_cents_max: 1_250_000,
        description: 'For seniors & juniors.',
        application_url: 'https://harbor.example.org/apply',
      },
      expect.objectContaining({
        name: 'Lighthouse Essay Contest',
        deadline: null,
        amount_text: 'EUR 1,000',
        amount_cents_max: null,
        application_url: null,
      }),
      expect.objectContaining({ name: 'Old Mill Scholarship', deadline: '2020-05-01' }),
    ]);
    expect(
      await app.database.query(
        `SELECT is_pay_to_play, has_tentative_deadline, is_unverified, requirements
         FROM opportunities WHERE name = 'Lighthouse Essay Contest'`,
      ),
    ).toEqual([
      {
        is_pay_to_play: true,
        has_tentative_deadline: true,
        is_unverified: true,
        requirements: [],
      },
    ]);
  });

  it('reads JSON with objects and JSON inside it, and never takes an expected day', async () => {
    const report = await imports.import(ownList('nested.json'), OPTIONS);
    expect(outcomes(report.rows)).toEqual([
      [1, 'added'],
      [
        2,
        'added',
        'amount "$2,000 in the prior cycle": not the amount of one award',
        'deadline "2027-03-01; Last time: 2026-03-01": tentative',
      ],
      [3, 'rejected', 'is not a record'],
    ]);
    expect(
      await app.database.query(
        `SELECT name, deadline::text, min_gpa::float8, grades, citizenship, fields,
           amount_cents_max, has_tentative_deadline FROM opportunities
         WHERE source_name = 'nested' ORDER BY name`,
      ),
    ).toEqual([
      {
        name: 'Brook Bursary',
        deadline: null,
        min_gpa: null,
        grades: null,
        citizenship: null,
        fields: null,
        amount_cents_max: null,
        has_tentative_deadline: true,
      },
      {
        name: 'Meadow STEM Scholarship',
        deadline: '2027-02-01',
        min_gpa: 3.5,
        grades: [12],
        citizenship: ['US'],
        fields: ['computing'],
        amount_cents_max: 2_000_000,
        has_tentative_deadline: false,
      },
    ]);
  });

  it('changes what changed when a file comes again', async () => {
    const file = path.join(folder, 'nested.json');
    copyFileSync(ownList('nested.json'), file);
    const again = countsOf(await imports.import(file, OPTIONS));
    expect(again).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
    writeFileSync(file, readFileSync(file, 'utf8').replace('2027-02-01', '2027-02-15'));
    expect(countsOf(await imports.import(file, OPTIONS))).toMatchObject({
      added: 0,
      updated: 1,
      unchanged: 1,
    });
    expect(await stored(`name = 'Meadow STEM Scholarship'`)).toMatchObject([
      { deadline: '2027-02-15' },
    ]);
  });

  it('takes the same file twice at once', async () => {
    const options = { type: 'scholarship', source: 'at once' } as const;
    const [first, second] = await Promise.all([
      imports.import(ownList('dirty.csv'), options),
      imports.import(ownList('dirty.csv'), options),
    ]);
    expect(countsOf(first).added + countsOf(second).added).toBe(4);
    expect(await stored(`source_name = 'at once'`)).toHaveLength(4);
  });

  it.each([
    ['missing.csv', null, /there is no such file/],
    ['list.txt', 'x', /neither \.csv nor \.json/],
    ['broken.json', '{"a":', /it is not JSON/],
    ['no-list.json', '{"a":1}', /no list of records/],
  ])('refuses %s', async (name, content, message) => {
    const file = path.join(folder, name);
    if (content !== null) writeFileSync(file, content);
    await expect(imports.import(file, OPTIONS)).rejects.toThrow(message);
  });

  describe.each(opportunityFiles().map((file) => [path.basename(file), file]))('%s', (_, file) => {
    it('gives a report of every row, and nothing more the second time', async () => {
      const first = await imports.import(file, OPTIONS);
      const rows = first.rows.map(({ row }) => row);
      expect(new Set(rows).size).toBe(rows.length);
      for (const { outcome, notes } of first.rows) {
        if (outcome === 'rejected' || outcome === 'duplicate') expect(notes).not.toEqual([]);
      }
      const [before] = await app.database.query('SELECT count(*) FROM opportunities');
      const second = countsOf(await imports.import(file, OPTIONS));
      expect(second).toMatchObject({ added: 0, updated: 0 });
      expect(await app.database.query('SELECT count(*) FROM opportunities')).toEqual([before]);
    });
  });

  it('let nothing in that is no opportunity', async () => {
    for (const {
      name,
      description,
      amount_text,
      amount_cents_max,
      application_url,
    } of await stored()) {
      expect(name).not.toMatch(/^(browse awards|test\b|n\/a$|account registration)/i);
      expect(`${name} ${description}`).not.toMatch(/<\/?(p|div|li|br|a|strong)\b|&(amp|nbsp|lt);/i);
      expect(application_url ?? 'https://').toMatch(/^https?:\/\//);
      if (/€|£|EUR|GBP|Canadian/.test(amount_text ?? '')) expect(amount_cents_max).toBeNull();
    }
    expect(
      await app.database.query(
        `SELECT name FROM opportunities WHERE deadline IS NOT NULL AND deadline_text !~ '(19|20)[0-9]{2}'`,
      ),
    ).toEqual([]);
  });

  it('makes every word of names known to searches', async () => {
    expect(
      await app.database.query(`SELECT word FROM opportunity_words WHERE word = 'lighthouse'`),
    ).toEqual([{ word: 'lighthouse' }]);
  });
});
