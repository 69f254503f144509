import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CollegeImporter } from '../../../src/domain/colleges/import/college-importer';
import type { CollegeFileReport } from '../../../src/domain/colleges/import/import-report';
import { COLLEGE_FILES, rowsOfTable } from '../../support/college-files';
import { STARTER_TABLE } from '../../support/college-table';
import { testApp, type TestApp } from '../../support/test-app';

interface FigureRow {
  unitid: number;
  measure: string;
  value: number;
  year: number | null;
  source: string;
  covers_system: boolean;
}

const OPEN_MINUTES = 240_000;

describe('Importing colleges', () => {
  let app: TestApp;
  let importer: CollegeImporter;
  let folder: string;

  beforeAll(async () => {
    app = await testApp();
    importer = app.trellis.app.get(CollegeImporter, { strict: false });
    folder = mkdtempSync(path.join(tmpdir(), 'trellis-colleges-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.stop();
  });

  const figures = (where = 'true') =>
    app.database.query<FigureRow>(
      `SELECT * FROM college_figures WHERE ${where} ORDER BY unitid, measure`,
    );
  const fingerprint = () =>
    app.database.query(
      `SELECT (SELECT md5(string_agg(figure::text, '|' ORDER BY unitid, measure))
               FROM college_figures figure) AS figures,
              (SELECT md5(string_agg((to_jsonb(college) - 'updated_at')::text, '|' ORDER BY unitid))
               FROM colleges college) AS colleges`,
    );
  const table = (name: string, ...lines: string[]) => {
    const file = path.join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  const only = async (file: string, year: number | null = null): Promise<CollegeFileReport> =>
    (await importer.import([file], year))[0] as CollegeFileReport;

  describe('from every publication at hand', () => {
    let reports: CollegeFileReport[];

    beforeAll(async () => {
      await importer.fillWhenEmpty(STARTER_TABLE);
      reports = await importer.import(COLLEGE_FILES);
    }, OPEN_MINUTES);

    it('recognises each by its headers and accounts for each row', () => {
      expect(reports).toHaveLength(COLLEGE_FILES.length);
      for (const report of reports) {
        const { file, kind, rowsRead, matched, created, updated, unchanged, skipped } = report;
        expect(kind).not.toBeNull();
        expect(updated + unchanged).toBe(matched);
        expect(created + matched + skipped.length).toBe(rowsRead);
        if (kind !== 'data dictionary') expect(rowsRead).toBe(rowsOfTable(file).length);
        for (const { row, reason } of skipped) {
          expect(row).toBeGreaterThan(1);
          expect(reason).not.toBe('');
        }
      }
    });

    it(
      'adds nothing when it is done again, in any order',
      async () => {
        const before = await fingerprint();
        const again = await importer.import([...COLLEGE_FILES.toReversed(), STARTER_TABLE]);
        expect(again.map(({ created, updated }) => created + updated)).toEqual(again.map(() => 0));
        expect(await fingerprint()).toEqual(before);
      },
      OPEN_MINUTES,
    );

    it('takes the newest published net price of an income, however it rises or falls', async () => {
      const stored = new Map(
        (
          await figures(`measure = 'net_price_0_30k' AND source = 'IPEDS student financial aid'`)
        ).map(({ unitid, value, year }) => [unitid, { value, year }]),
      );
      const known = new Set(
        (await app.database.query<{ unitid: number }>('SELECT unitid FROM colleges')).map(
          ({ unitid }) => unitid,
        ),
      );
      let [compared, unpublished] = [0, 0];
      for (const row of rowsOfTable('ipeds_net_price')) {
        const unitid = Number(row['INSTITUTION_ID']);
        if (!known.has(unitid)) continue;
        const published = ['1920', '1819', '1718'].flatMap((years) => {
          const cell = row[`AVG_NPRICE_L1_${years}`] || row[`OS_AVG_NPRICE_L1_${years}`] || '';
          return cell === ''
            ? []
            : [{ value: Number(cell), year: 2000 + Number(years.slice(0, 2)) }];
        });
        expect(stored.get(unitid)).toEqual(published[0]);
        compared += 1;
        if (published.length === 0) unpublished += 1;
      }
      expect(compared).toBeGreaterThan(unpublished);
      const falling = await app.database.query(
        `SELECT 1 FROM college_figures low JOIN college_figures high USING (unitid)
         WHERE low.measure = 'net_price_0_30k' AND high.measure = 'net_price_30_48k'
           AND low.source = 'IPEDS student financial aid' AND low.source = high.source
           AND high.value < low.value LIMIT 1`,
      );
      expect(falling).toHaveLength(1);
    });

    it('makes no 0 of what is not published', async () => {
      const zeros = await figures(`value = 0 AND measure IN ('applicants', 'admitted')`);
      const stated = rowsOfTable('ipeds_adm').flatMap(({ INSTITUTION_ID, APPLCN, ADMSSN }) => [
        ...(APPLCN === '0' ? [`${INSTITUTION_ID} applicants`] : []),
        ...(ADMSSN === '0' ? [`${INSTITUTION_ID} admitted`] : []),
      ]);
      for (const { unitid, measure } of zeros) expect(stated).toContain(`${unitid} ${measure}`);
      expect(await figures(`value = 0 AND measure LIKE 'net_price%'`)).toEqual([]);
      expect(await figures(`value < 200 AND measure LIKE 'sat%'`)).toEqual([]);
      expect(await figures(`value = 'NaN'`)).toEqual([]);
    });

    it('keeps the leading zeros of keys', async () => {
      const stored = new Map(
        (
          await app.database.query<{ unitid: number; opeid6: string }>(
            'SELECT unitid, opeid6 FROM colleges WHERE opeid6 IS NOT NULL',
          )
        ).map(({ unitid, opeid6 }) => [unitid, opeid6]),
      );
      for (const { UNITID, opeid6 } of rowsOfTable('scorecard_2013_institutions')) {
        expect(stored.get(Number(UNITID))).toBe(opeid6?.padStart(6, '0'));
      }
    });

    it('keeps access × success = mobility, and marks what is one figure for several', async () => {
      const off = await app.database.query(
        `SELECT access.unitid FROM college_figures access
         JOIN college_figures success ON success.unitid = access.unitid
           AND success.measure = 'mobility_success'
         JOIN college_figures rate ON rate.unitid = access.unitid
           AND rate.measure = 'mobility_rate'
         WHERE access.measure = 'mobility_access'
           AND abs(access.value * success.value - rate.value) > 1e-5`,
      );
      expect(off).toEqual([]);
      const [shared] = await app.database.query<{ unmarked: number; marked: number }>(
        `SELECT count(*) FILTER (WHERE NOT covers_system)::int AS unmarked,
                count(*) FILTER (WHERE covers_system)::int AS marked
         FROM college_figures figure JOIN colleges college USING (unitid)
         WHERE measure = 'mobility_success' AND EXISTS (
           SELECT 1 FROM colleges other
           WHERE other.opeid6 = college.opeid6 AND other.unitid <> college.unitid)`,
      );
      expect(shared?.unmarked).toBe(0);
      expect(shared?.marked).toBeGreaterThan(0);
    });

    it('names the rows of groups that are no institution', () => {
      const cards = reports.find(({ file }) => file.startsWith('mrc'));
      expect(cards?.skipped).toContainEqual(
        expect.objectContaining({ reason: expect.stringContaining('"-99"') }),
      );
    });
  });

  describe('row by row', () => {
    const HEADERS = 'UNITID,INSTNM,STABBR,MD_EARN_WNE_P10';
    const earnings = (name: string, cell: string) =>
      table(name, HEADERS, `990001,Elm Hill College,ME,${cell}`);
    const known = async () =>
      (await figures(`unitid = 990001 AND measure = 'median_earnings'`)).map(({ value, year }) => [
        value,
        year,
      ]);

    it('lets a newer year replace an older one, never the other way round', async () => {
      expect(await only(earnings('e_2020.csv', '50000'))).toMatchObject({ created: 1 });
      expect(await only(earnings('e_2024.csv', '60000'))).toMatchObject({ updated: 1 });
      expect(await only(earnings('e_2022.csv', '55000'))).toMatchObject({
        unchanged: 1,
        supersededFigures: 1,
      });
      expect(await known()).toEqual([[60_000, 2024]]);
      const undated = await only(earnings('e.csv', '70000'));
      expect(undated.notes[0]).toContain('nothing says of which year');
      expect(await known()).toEqual([[60_000, 2024]]);
      expect(await only(earnings('e.csv', '65000'), 2025)).toMatchObject({ updated: 1 });
      expect(await known()).toEqual([[65_000, 2025]]);
    });

    it.each(['PrivacySuppressed', 'NULL', '', '.', 'PS'])(
      'lets "%s" replace nothing',
      async (cell) => {
        await only(earnings('e_2026.csv', cell));
        expect(await known()).toEqual([[65_000, 2025]]);
      },
    );

    it('says by row number what it could not take', async () => {
      const report = await only(
        table(
          'broken_2021.csv',
          HEADERS,
          '990011,Fir College,ME,41000',
          'abc,Nobody,ME,1',
          '990012,Gum College,ME',
          '990011,Fir College again,ME,2',
          '990013,Holly College,ME,"$45,000"',
          '990014,Ivy College,ME,-5',
          '0,Zero College,ME,5',
        ),
      );
      expect(report).toMatchObject({ rowsRead: 7, created: 3 });
      expect(report.skipped).toEqual([
        { row: 3, reason: expect.stringContaining('"abc"') },
        { row: 4, reason: expect.stringContaining('3 cells') },
        { row: 5, reason: 'is the same institution as row 2' },
        { row: 8, reason: expect.stringContaining('"0"') },
      ]);
      expect(report.remarks).toEqual([
        { row: 6, reason: expect.stringContaining('not a number') },
        { row: 7, reason: expect.stringContaining('outside') },
      ]);
      expect((await figures('unitid IN (990013, 990014)')).length).toBe(0);
    });

    it('does not believe a column that says the same of everybody', async () => {
      const rows = Array.from(
        { length: 25 },
        (_, index) => `${991_000 + index},C${index},ME,40669`,
      );
      const report = await only(table('same_2023.csv', HEADERS, ...rows));
      expect(report.notes[0]).toContain('40669 for every institution');
      expect(await figures('unitid BETWEEN 991000 AND 991024')).toEqual([]);
    });

    it('takes none of three mobility figures that contradict each other', async () => {
      await only(
        table(
          'inst_2013.csv',
          'UNITID,OPEID,INSTNM,STABBR,ADM_RATE,SATVR25,SATVR75',
          '990021,990100,Juniper College,ME,0.5,700,600',
        ),
      );
      const report = await only(
        table(
          'cards.csv',
          'super_opeid,tier,tier_name,multi,par_q1,kq5_cond_parq1,mr_kq5_pq1',
          '9901,6,Selective private,0,0.1,0.5,0.9',
        ),
      );
      expect(report.remarks).toEqual([
        { row: 2, reason: expect.stringContaining('none of the three') },
      ]);
      const stored = (await figures('unitid = 990021')).map(({ measure }) => measure);
      expect(stored).toEqual(['admission_rate', 'mobility_tier']);
    });

    it('reports a file that is no table or no known one, and imports the others', async () => {
      const reports = await importer.import([
        table('quote.csv', 'a,b', '"never closed'),
        table('other.csv', 'a,b', '1,2'),
        path.join(folder, 'absent.csv'),
        earnings('e_2027.csv', '66000'),
      ]);
      expect(reports.filter(({ kind }) => kind === null)).toHaveLength(3);
      expect(await known()).toEqual([[66_000, 2027]]);
    });
  });
});
