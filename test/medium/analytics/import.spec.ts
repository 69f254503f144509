import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type ActivityImportRequest,
  ActivityImportService,
} from '../../../src/domain/analytics/import/activity-import.service';
import type {
  ActivityFileReport,
  RefusedRow,
} from '../../../src/domain/analytics/import/import-report';
import { moodleFile, moodleRows } from '../../support/activity-moodle-course';
import {
  CALIPER_FILES,
  courseWith,
  MOODLE_LOG,
  peopleNamed,
  XAPI_FILES,
} from '../../support/activity-sources';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';

const REQUEST: Omit<ActivityImportRequest, 'files'> = {
  format: null,
  course: null,
  coursesFile: null,
  peopleFile: null,
  timeZone: 'UTC',
  dateOrder: 'day-first',
  isDryRun: false,
};

/** A statement as a line of a file. */
function line(id: string, changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    id,
    actor: { mbox: 'mailto:line@example.com' },
    verb: { id: 'http://id.tincanapi.com/verb/viewed' },
    object: { id: `http://school.example/${id}`, definition: { name: { de: `Seite ${id}` } } },
    timestamp: '2026-02-03T10:00:00Z',
    ...changes,
  });
}

describe('Importing activity', () => {
  let database: TestDatabase;
  let trellis: TestProcess;
  let folder: string;
  let files = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    trellis = await testProcess(database, { jobs: false });
    folder = mkdtempSync(path.join(tmpdir(), 'trellis-activity-'));
    await peopleNamed(database, ['line']);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await trellis.stop();
    await database.drop();
  });

  function file(text: string, ending = 'csv'): string {
    files += 1;
    const name = path.join(folder, `file-${files}.${ending}`);
    writeFileSync(name, text);
    return name;
  }

  function importAll(
    given: string[],
    options: Partial<ActivityImportRequest> = {},
    tell: (row: RefusedRow) => void = () => undefined,
  ): Promise<readonly ActivityFileReport[]> {
    const imports = trellis.get(ActivityImportService);
    return imports.import({ ...REQUEST, ...options, files: given }, tell);
  }

  const counts = (reports: readonly ActivityFileReport[]) =>
    reports.map(({ rows, events, added }) => [rows, events, added]);
  const refused = ([report]: readonly ActivityFileReport[]) =>
    report?.refusals.map(({ refusal, rows }) => [refusal, ...rows]).toSorted();
  const count = async (table: string): Promise<number> =>
    (await database.query<{ count: number }>(`SELECT count(*)::integer FROM ${table}`))[0]?.count ??
    0;

  describe('of a Moodle log', () => {
    let people: ReadonlyMap<string, number>;
    let course: Awaited<ReturnType<typeof courseWith>>;
    let options: Partial<ActivityImportRequest>;

    beforeAll(async () => {
      people = await peopleNamed(database, ['ada', 'bo', 'tom']);
      course = await courseWith(database, 'NET1', ['Packets and  FRAMES', 'Twice', 'Twice']);
      const table = `id,person\nAda Lowe,ada@example.com\n12,${people.get('bo')}\nTom Teacher,TOM@example.com\n`;
      options = { course: 'net1', peopleFile: file(table), timeZone: 'Europe/Berlin' };
    });

    it('writes nothing at a dry run, not even topics', async () => {
      const reports = await importAll([MOODLE_LOG], { ...options, isDryRun: true });
      expect(counts(reports)).toEqual([[21, 14, null]]);
      expect([await count('activity_events'), await count('imported_topics')]).toEqual([0, 0]);
    });

    it('counts what people did, and says of every other row why not', async () => {
      const told: RefusedRow[] = [];
      const reports = await importAll([MOODLE_LOG], options, (row) => told.push(row));
      expect(counts(reports)).toEqual([[21, 14, 14]]);
      expect(refused(reports)).toEqual([
        ['ancient_time', 18],
        ['future_time', 17],
        ['unknown_kind', 19],
        ['unknown_person', 20, 21],
        ['unreadable_row', 22],
        ['unreadable_time', 16],
      ]);
      expect(told).toHaveLength(7);
      expect(told[0]).toEqual({
        file: MOODLE_LOG,
        row: 16,
        refusal: 'unreadable_time',
        about: '31/02/26, 09:00',
      });
    });

    it('keeps persons, courses, topics and times, and no words but titles', async () => {
      const rows = await database.query<Record<string, unknown>>(
        `SELECT event.user_id, event.kind, event.is_own, event.topic_id, topic.title,
           to_char(event.occurred_at AT TIME ZONE 'UTC', 'DD HH24:MI') AS at
         FROM activity_events event LEFT JOIN imported_topics topic ON topic.id = event.topic_id
         WHERE event.course_id = $1 AND event.source = 'moodle'
         ORDER BY event.occurred_at, event.kind`,
        [course.id],
      );
      const [ada, bo] = [people.get('ada'), people.get('bo')];
      const [frames] = course.items;
      expect(
        rows.map((row) => [row['at'], row['user_id'], row['kind'], row['is_own'], row['title']]),
      ).toEqual([
        ['09 07:00', ada, 'content.viewed', true, null],
        ['09 07:00', ada, 'content.viewed', true, null],
        ['09 07:01', ada, 'content.viewed', true, null],
        ['09 07:09', ada, 'content.viewed', true, 'Reading list'],
        ['09 07:10', ada, 'content.completed', true, null],
        ['09 07:12', bo, 'content.completed', false, null],
        ['09 07:20', bo, 'quiz.started', true, 'Addressing'],
        ['09 07:40', bo, 'quiz.submitted', true, 'Addressing'],
        ['09 07:41', bo, 'content.viewed', true, 'Addressing'],
        ['09 07:45', bo, 'lab.submitted', true, 'Cabling'],
        ['09 07:50', bo, 'content.progressed', true, 'Questions'],
        ['09 07:50', bo, 'discussion.post.created', true, 'Questions'],
        ['09 07:55', ada, 'enrollment.created', false, null],
        ['09 08:00', ada, 'content.viewed', true, null],
      ]);
      const framed = rows.filter(({ topic_id: topic }) => topic === frames);
      expect(framed.map(({ at }) => at)).toEqual(['09 07:01', '09 07:10', '09 07:12']);
      const topics = await database.query('SELECT title FROM imported_topics ORDER BY title');
      expect(topics.map(({ title }) => title)).toEqual([
        'Addressing',
        'Cabling',
        'Questions',
        'Reading list',
      ]);
    });

    it('counts the last known grade of each thing, where it is said when they were given', async () => {
      const gradebook = (cabling: string): string =>
        file(`user,Quiz: Addressing,Assignment: Cabling\nAda Lowe,7,-\n12,10,${cabling}\n`);
      const given = { ...options, format: 'moodle-grades' } as const;
      const at = { ...given, grades: { givenAt: '2026-03-20T12:00', highest: 10 } };
      const first = gradebook('5');
      await expect(importAll([first], given)).rejects.toThrow(/--graded-at/);
      expect(counts(await importAll([first, first], at))).toEqual([
        [2, 3, 3],
        [2, 3, 0],
      ]);
      expect(counts(await importAll([gradebook('6')], at))).toEqual([[2, 3, 1]]);
      expect(
        await database.query(
          `SELECT DISTINCT ON (user_id, object_id) kind, score, is_own, topic.title
           FROM activity_events event JOIN imported_topics topic ON topic.id = event.topic_id
           WHERE user_id = $1 AND score IS NOT NULL
           ORDER BY user_id, object_id, known_at DESC, key DESC`,
          [people.get('bo')],
        ),
      ).toEqual(
        expect.arrayContaining([
          { kind: 'quiz.scored', score: 10_000, is_own: false, title: 'Addressing' },
          { kind: 'lab.scored', score: 6000, is_own: false, title: 'Cabling' },
        ]),
      );
    });

    it('adds nothing when it comes again, alone or twice in one go, into whichever course', async () => {
      await courseWith(database, 'NET2', []);
      expect(counts(await importAll([MOODLE_LOG, MOODLE_LOG], options))).toEqual([
        [21, 14, 0],
        [21, 14, 0],
      ]);
      const elsewhere = await importAll([MOODLE_LOG], { ...options, course: 'NET2' });
      expect(counts(elsewhere)).toEqual([[21, 14, 0]]);
    });

    it('adds the whole of a course once, whichever half of it comes again', async () => {
      const rows = moodleRows();
      const names = [...new Set(rows.map(({ user }) => user))];
      await peopleNamed(database, names);
      const table = file(names.map((name) => `${name},${name}@example.com\n`).join(''));
      const given = { course: 'NET2', peopleFile: table };
      const importRows = async (name: string, some: typeof rows) =>
        counts(await importAll([moodleFile(folder, name, some)], given))[0];
      const total = await count('activity_events');
      const odd = rows.filter((_, place) => place % 2 === 1);
      const first = await importRows('odd.csv', odd);
      const whole = await importRows('whole.csv', rows);
      expect(first).toEqual([odd.length, odd.length, odd.length]);
      expect(whole).toEqual([rows.length, rows.length, rows.length - odd.length]);
      const half = rows.slice(0, Math.ceil(rows.length / 2));
      expect(await importRows('half.csv', half)).toEqual([half.length, half.length, 0]);
      const turned = rows.slice(half.length).toReversed();
      expect(await importRows('turned.csv', turned)).toEqual([turned.length, turned.length, 0]);
      expect(await count('activity_events')).toBe(total + rows.length);
    });
  });

  describe('of statements', () => {
    it('goes on after lines that are broken', async () => {
      const text = [
        line('one', { context: inCourse('XN1') }),
        '{"id": "broken"',
        '',
        '[1, "two"]',
        line('future', { timestamp: '2999-01-01T00:00:00Z', context: inCourse('XN1') }),
        line('nowhere'),
        line('elsewhere', { context: inCourse('Nowhere') }),
        line('group', { actor: { objectType: 'Group', member: [] } }),
        line('two', { context: inCourse('a-course-of-theirs') }),
        line('sign-in', { verb: { id: 'https://w3id.org/xapi/adl/verbs/logged-in' } }),
        line('one', { context: inCourse('XN1') }),
      ].join('\n');
      const { id } = await courseWith(database, 'XN1', []);
      const given = file(text, 'jsonl');
      const coursesFile = file(`a-course-of-theirs;${id}\n`);
      const reports = await importAll([given], { coursesFile });
      expect(refused(reports)).toEqual([
        ['future_time', 5],
        ['unknown_course', 6, 7],
        ['unknown_person', 8],
        ['unreadable_row', 2, 4, 4],
      ]);
      expect(counts(reports)).toEqual([[10, 4, 3]]);
      expect(counts(await importAll([given], { coursesFile }))).toEqual([[10, 4, 0]]);
      expect(
        await database.query(
          `SELECT kind, event.course_id, title FROM activity_events event
           LEFT JOIN imported_topics topic ON topic.id = topic_id
           WHERE source = 'xapi' ORDER BY kind, title`,
        ),
      ).toEqual([
        { kind: 'content.viewed', course_id: id, title: 'Seite one' },
        { kind: 'content.viewed', course_id: id, title: 'Seite two' },
        { kind: 'sign_in.created', course_id: null, title: null },
      ]);
    });

    it('bears signs that no database holds, and shows none that a terminal obeys', async () => {
      const id = '5b4b1c52-0000-4000-8000-00000000000\0';
      const text = [
        line(id),
        line('nul-person', { actor: { mbox: 'mailto:li\0ne@example.com' } }),
        line('nul-course', {
          object: {
            id: 'x\0y',
            definition: { type: 'http://adlnet.gov/expapi/activities/course' },
          },
        }),
        line('escape', { verb: { id: 'http://x.example/\u001b]0;gone\u0007\u202e' } }),
      ].join('\n');
      const reports = await importAll([file(text, 'jsonl')], { course: 'net1' });
      expect(counts(reports)).toEqual([[4, 2, 2]]);
      expect(refused(reports)).toEqual([
        ['unknown_kind', 4],
        ['unknown_person', 2],
      ]);
      expect(JSON.stringify(reports)).not.toMatch(/\\u001b|\\u0007|\u202e/);
      expect(counts(await importAll([file(text, 'jsonl')], { course: 'net1' }))).toEqual([
        [4, 2, 0],
      ]);
      const [report] = await importAll([file(text, 'jsonl')]);
      expect(report?.refusals.find(({ refusal }) => refusal === 'unknown_course')?.rows).toEqual([
        1, 3,
      ]);
    });

    it('takes no score that is known in the future', async () => {
      const grade = JSON.stringify({
        type: 'GradeEvent',
        action: 'Graded',
        id: 'urn:uuid:future',
        eventTime: '9999-12-31T23:59:59Z',
        object: {
          id: 'urn:attempt',
          assignee: 'mailto:line@example.com',
          endedAtTime: '2026-02-03T10:00:00Z',
          assignable: { id: 'urn:quiz', type: 'Assessment', maxScore: 10 },
        },
        generated: { scoreGiven: 5 },
      });
      const reports = await importAll([file(grade, 'json')], { course: 'net1' });
      expect(refused(reports)).toEqual([['future_time', 1]]);
    });

    it('is the same from a list, an envelope of a record store or one line each', async () => {
      const { id } = await courseWith(database, 'XN2', []);
      const lines = ['a', 'b', 'c'].map((name) => line(name));
      const written = [
        file(`[${lines.join(',\n')}]`, 'json'),
        file(`{"statements": [${lines.join(',')}], "more": ""}`, 'json'),
        file(`[\n${lines.join(',\n')}\n]`, 'json'),
        file(lines.join('\n'), 'jsonl'),
      ];
      const reports = await importAll(written, { course: String(id) });
      expect(reports.map(({ events, added }) => [events, added])).toEqual([
        [3, 3],
        [3, 0],
        [3, 0],
        [3, 0],
      ]);
    });

    it('takes what comes before a list breaks off', async () => {
      const text = `[${line('d')},\n${line('e')},\n{"id":`;
      const reports = await importAll([file(text, 'json')], { course: 'XN2' });
      expect(counts(reports)).toEqual([[3, 2, 2]]);
      expect(refused(reports)).toEqual([['unreadable_row', 3]]);
    });

    it('reads what other systems send, each row counted or refused for its kind alone', async () => {
      const table = file(
        'theirs,ours\n42,line@example.com\n554433,line@example.com\n32e08e30-f8ae-4ce2-94a8-c2bfe38a70cb,line@example.com\n',
      );
      const options = { course: 'XN2', peopleFile: table };
      const caliper = await importAll(CALIPER_FILES, { ...options, format: 'caliper' });
      const xapi = await importAll(XAPI_FILES, options);
      expect(counts([...caliper.slice(0, 1), ...xapi.slice(0, 1)])).toEqual([
        [3, 2, 2],
        [3, 3, 3],
      ]);
      expect(xapi.map(({ format }) => format)).toEqual(XAPI_FILES.map(() => 'xapi'));
      for (const { file: name, rows, events, refusals } of [...caliper, ...xapi]) {
        const left = refusals.reduce((sum, refusal) => sum + refusal.count, 0);
        // Entities of Caliper are no events; all other rows are readable.
        const isEntity = path.basename(name).startsWith('caliperEntity');
        const reason = isEntity ? 'unreadable_row' : 'unknown_kind';
        expect(refusals.filter(({ refusal }) => refusal !== reason)).toEqual([]);
        expect(events).toBeGreaterThanOrEqual(rows - left);
      }
      const again = await importAll(XAPI_FILES, options);
      expect(again.map(({ added }) => added)).toEqual(XAPI_FILES.map(() => 0));
    });
  });

  describe('is refused as a whole, before anything is written', () => {
    const statement = (): string => file(line('never'), 'jsonl');
    const log = 'user,timecreated,event_name\nline@example.com,2026-01-01T00:00:00,Course viewed\n';

    it.each([
      ['a course that is not there', { course: 'NOWHERE' }, /There is no course NOWHERE/],
      ['a time zone that does not exist', { timeZone: 'Mars/Olympus' }, /no time zone Mars/],
    ])('with %s', async (_, options, message) => {
      const before = await count('activity_events');
      await expect(importAll([statement()], options)).rejects.toThrow(message);
      expect(await count('activity_events')).toBe(before);
    });

    it('with a log and no course to put it in', async () => {
      await expect(importAll([file(log)])).rejects.toThrow(/--course/);
    });

    it('with a code that several courses have', async () => {
      await courseWith(database, 'Dup', []);
      await courseWith(database, 'dup', []);
      await expect(importAll([file(log)], { course: 'DUP' })).rejects.toThrow(/Several courses/);
    });

    it('with a file that is not there, is no text or is something else', async () => {
      const before = await count('activity_events');
      const options = { course: 'XN2' };
      const good = statement();
      await expect(importAll([good, '/nowhere.csv'], options)).rejects.toThrow(/no such file/);
      await expect(importAll([good, file('a\0b')], options)).rejects.toThrow(/not text in UTF-8/);
      await expect(importAll([good, file('name,grade\nx,1\n')], options)).rejects.toThrow(
        /looks neither like a Moodle log/,
      );
      expect(await count('activity_events')).toBe(before);
    });

    it.each([
      ['x,line@example.com\nx,other@example.com\n', /row 2 says something else/],
      ['x,line@example.com\ny,\n', /row 2 doesn’t say/],
      ['x,line@example.com\n"y', /row 2: from here on the file breaks/],
    ])('with a table of people that reads %j', async (text, message) => {
      const options = { course: 'XN2', peopleFile: file(text) };
      await expect(importAll([statement()], options)).rejects.toThrow(message);
    });
  });
});

/** The context of a statement in this course. */
function inCourse(id: string): unknown {
  const definition = { type: 'http://adlnet.gov/expapi/activities/course' };
  return { contextActivities: { parent: [{ id, definition }] } };
}
