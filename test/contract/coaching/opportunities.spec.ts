import { OpportunityImportService } from '../../../src/domain/opportunities/import/opportunity-import.service';
import { longBeforeMidnight } from '../../support/long-before-midnight';
import { ownList } from '../../support/opportunity-sources';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const ID = /^opp_[0-9A-Za-z]{22}$/;
const DAY_MS = 86_400_000;
/** The day of the rows that the tests look for. */
let today = 0;
const daysFromNow = (days: number) => new Date(today + days * DAY_MS).toISOString().slice(0, 10);

describe('Coaching: the catalogue of opportunities', () => {
  let app: TestApp;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    student = await person(app);
    await longBeforeMidnight();
    today = Date.now();
    const imports = app.trellis.app.get(OpportunityImportService, { strict: false });
    await imports.import(ownList('dirty.csv'), { type: 'scholarship', source: null });
    await imports.import('starter/opportunities.json', { type: 'scholarship', source: 'starter' });
    const insert = `INSERT INTO opportunities (source_key, content_hash, type, name, organization,
        amount_cents_min, amount_cents_max, deadline, opens_on, states, grades, fields, source_name)
      VALUES ($1, '', $2, $3, 'Sample Trust', $4, $4, $5, $6, $7, $8, $9, 'test')`;
    const rows = [
      ['scholarship', 'Riverbank Grant', 250_000, daysFromNow(0), null, ['OH'], [12], null],
      [
        'scholarship',
        'Riverbank Later Grant',
        900_000,
        daysFromNow(60),
        daysFromNow(30),
        null,
        null,
        ['music'],
      ],
      ['internship', 'Riverbank Over Grant', 700_000, daysFromNow(-1), null, null, null, null],
    ];
    for (const [index, row] of rows.entries()) {
      await app.database.query(insert, [`test-${index}`, ...row]);
    }
  });
  afterAll(() => app.stop());

  const search = (query: Record<string, string>) =>
    app.coaching.get(`/opportunities?${new URLSearchParams(query).toString()}`, student);
  const names = async (query: Record<string, string>): Promise<string[]> => {
    const reply = await search(query);
    expect(reply.status).toBe(200);
    return reply.body.opportunities.map(({ name }: { name: string }) => name);
  };

  it('lists what is due soonest first, then what has no day, then what is over', async () => {
    const reply = await search({ per_page: '100' });
    expect(reply.body).toMatchObject({ page: 1, per_page: 100 });
    const statuses: string[] = reply.body.opportunities.map(
      ({ deadline, status }: { deadline: string | null; status: string }) =>
        status === 'closed' ? 'over' : deadline === null ? 'undated' : 'dated',
    );
    expect(statuses).toEqual(statuses.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(new Set(statuses)).toEqual(new Set(order));
    expect(reply.body.opportunities[0].deadline).toBe(daysFromNow(0));
    // Others of the starter list may be due on the day on which this runs.
    expect(
      reply.body.opportunities.filter(
        ({ deadline }: { deadline: string | null }) => deadline === daysFromNow(0),
      ),
    ).toContainEqual(
      expect.objectContaining({
        id: expect.stringMatching(ID),
        name: 'Riverbank Grant',
        status: 'open',
        amount_min: 2_500,
      }),
    );
  });
  const order = ['dated', 'undated', 'over'];

  it('gives each page its own rows', async () => {
    const whole = await names({ per_page: '12' });
    const pages = await Promise.all(['1', '2', '3'].map((page) => names({ page, per_page: '4' })));
    expect(pages.flat()).toEqual(whole);
  });

  it('finds words, their forms and their typos, the names first', async () => {
    expect((await names({ search: 'engineering award' }))[0]).toBe('Harbor Engineering Award');
    expect((await names({ search: 'harbour enginering' }))[0]).toBe('Harbor Engineering Award');
    expect((await names({ search: 'biologi olympiad' }))[0]).toMatch(/Biology Olympiad/);
    expect(await names({ search: 'riverbank grants' })).toEqual([
      'Riverbank Grant',
      'Riverbank Later Grant',
      'Riverbank Over Grant',
    ]);
    expect(await names({ search: 'qqqxxxzzz' })).toEqual([]);
  });

  it.each([
    [{ type: 'internship' }, ['Riverbank Over Grant']],
    [{ min_amount: '5000' }, ['Riverbank Later Grant', 'Riverbank Over Grant']],
    [{ open: 'true' }, ['Riverbank Grant']],
    [{ state: 'WA' }, ['Riverbank Later Grant', 'Riverbank Over Grant']],
    [{ grade: '11' }, ['Riverbank Later Grant', 'Riverbank Over Grant']],
    [{ field: 'STEM' }, ['Riverbank Grant', 'Riverbank Over Grant']],
    [{ field: 'music' }, ['Riverbank Grant', 'Riverbank Later Grant', 'Riverbank Over Grant']],
  ])('narrows by %j', async (filter, expected) => {
    expect(await names({ search: 'riverbank', ...filter })).toEqual(expected);
  });

  it.each([
    ['deadline_after', ['Riverbank Later Grant']],
    ['deadline_before', ['Riverbank Grant', 'Riverbank Over Grant']],
  ])('narrows by %s', async (filter, expected) => {
    expect(await names({ search: 'riverbank', [filter]: daysFromNow(1) })).toEqual(expected);
  });

  it('says when something opens only later', async () => {
    const reply = await search({ search: 'riverbank later' });
    expect(reply.body.opportunities[0]).toMatchObject({
      name: 'Riverbank Later Grant',
      status: 'unknown',
      opens_on: daysFromNow(30),
    });
  });

  it('gets one by its id, under every prefix', async () => {
    const { body } = await search({ search: 'harbor' });
    const [first] = body.opportunities;
    const reply = await app.coaching.get(`/opportunities/${first.id}`, student);
    expect(reply.body).toEqual(first);
    for (const prefix of ['/v2', '/v1']) {
      const other = await fetch(`${app.baseUrl}${prefix}/opportunities/${first.id}`, {
        headers: { authorization: `Bearer ${student.token}` },
      });
      expect(other.status).toBe(200);
      expect(other.headers.has('deprecation')).toBe(prefix === '/v1');
    }
  });

  it.each(['opp_1', 'opp_0000000000000000000000', 'x', '1%27%20OR%201=1'])(
    'knows no opportunity %j',
    async (id) => {
      const reply = await app.coaching.get(`/opportunities/${id}`, student);
      expect(reply.status).toBe(404);
      expect(reply.body.error.code).toBe('NOT_FOUND');
    },
  );

  it.each([
    ['type', 'prize'],
    ['min_amount', '-1'],
    ['min_amount', '99999999'],
    ['deadline_after', '2026-02-30'],
    ['field', 'basket weaving'],
    ['state', 'ohio'],
    ['grade', '17'],
    ['open', 'maybe'],
    ['search', 'x'.repeat(201)],
    ['page', '0'],
    ['per_page', '101'],
    ['colour', 'red'],
  ])('refuses %s=%s', async (name, value) => {
    const reply = await search({ [name]: value });
    expect(reply.status).toBe(400);
    expect(reply.body.error.code).toBe('VALIDATION_ERROR');
  });

  it.each([`'; DROP TABLE opportunities; --`, `a & | ! ( ) : * <-> "`, '%_\\', '🙂 ñandú'])(
    'takes %j for words',
    async (text) => {
      expect((await search({ search: text })).status).toBe(200);
    },
  );

  it('is for those who are signed in', async () => {
    expect((await app.coaching.get('/opportunities')).status).toBe(401);
    expect((await app.coaching.get('/opportunities/opp_1')).status).toBe(401);
  });
});

describe('Coaching: the starter list', () => {
  it('has at least forty real opportunities, each with its source and its day', async () => {
    const app = await testApp();
    try {
      const imports = app.trellis.app.get(OpportunityImportService, { strict: false });
      const report = await imports.import('starter/opportunities.json', {
        type: 'scholarship',
        source: 'starter',
      });
      expect(report.rows.every(({ outcome }) => outcome === 'added')).toBe(true);
      const [counted] = await app.database.query<{ all: number; sourced: number; types: number }>(
        `SELECT count(*)::int AS all, count(DISTINCT type)::int AS types,
           count(*) FILTER (WHERE source_url IS NOT NULL AND seen_on IS NOT NULL
             AND application_url IS NOT NULL)::int AS sourced FROM opportunities`,
      );
      expect(counted?.all).toBeGreaterThanOrEqual(40);
      expect(counted).toMatchObject({ sourced: counted?.all, types: 4 });
    } finally {
      await app.stop();
    }
  });
});
