import { fillColleges } from '../../support/college-table';
import { person, type Person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const MIT = 166683;

describe('Colleges', () => {
  let app: TestApp;
  let student: Person;

  beforeAll(async () => {
    app = await testApp();
    await fillColleges(app);
    student = await person(app);
  });
  afterAll(() => app.stop());

  const get = (path: string) => app.coaching.get(path, { token: student.token });
  const namesOf = (reply: { body: { colleges: { name: string }[] } }) =>
    reply.body.colleges.map(({ name }) => name);

  it.each([
    ['MIT', 'Massachusetts Institute of Technology'],
    ['Stanford', 'Stanford University'],
    ['UC Berkeley', 'University of California-Berkeley'],
    ['university of california, berkeley', 'University of California-Berkeley'],
    ['Massachusets Institute of Tecnology', 'Massachusetts Institute of Technology'],
  ])('are found as %s', async (search, name) => {
    const reply = await get(`/colleges?search=${encodeURIComponent(search)}`);
    expect(reply.status).toBe(200);
    expect(namesOf(reply)[0]).toBe(name);
  });

  it('are listed by name, page by page, by state', async () => {
    const first = await get('/colleges?state=MA&per_page=3');
    const second = await get('/colleges?state=MA&per_page=3&page=2');
    const beyond = await get('/colleges?state=MA&per_page=3&page=900');
    expect(first.body).toMatchObject({ page: 1, per_page: 3 });
    expect(first.body.colleges.every(({ state }: { state: string }) => state === 'MA')).toBe(true);
    expect(new Set([...namesOf(first), ...namesOf(second)]).size).toBe(6);
    expect(beyond.body).toMatchObject({ colleges: [], total: first.body.total });
  });

  it('treat a percent sign as one', async () => {
    expect((await get('/colleges?search=%25%25')).body.total).toBe(0);
  });

  it('show each figure with its source and year, and nothing for what is not known', async () => {
    const { status, body } = await get(`/colleges/${MIT}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ unitid: MIT, opeid6: '002178', aliases: ['MIT', 'Mass Tech'] });
    const figure = (measure: string) =>
      body.figures.find((candidate: { measure: string }) => candidate.measure === measure);
    expect(figure('admission_rate')).toMatchObject({ value: 0.0411, year: 2021, unit: 'share' });
    expect(figure('net_price_30_48k')).toMatchObject({ value: -2603, year: 2019 });
    expect(figure('sat_math_75')).toMatchObject({
      value: 800,
      year: 2013,
      source: 'College Scorecard, starter table',
    });
    expect(figure('mobility_success')).toMatchObject({
      value: 0.665287,
      period: 'children born 1980-82',
      scope: 'institution',
    });
    expect(figure('sat_math_50')).toBeUndefined();
  });

  it('say when a mobility figure is one for several campuses', async () => {
    const seattle = await get('/colleges/236948');
    const scopes = seattle.body.figures
      .filter(({ measure }: { measure: string }) => measure.startsWith('mobility'))
      .map(({ scope }: { scope: string }) => scope);
    expect(new Set(scopes)).toEqual(new Set(['system']));
  });

  it('answer under every prefix of the contract, and to the signed-in alone', async () => {
    for (const prefix of ['/api', '/v2', '/v1']) {
      const path = `${prefix}/colleges/${MIT}`;
      expect((await app.root.get(path, { token: student.token })).status).toBe(200);
      expect((await app.root.get(path)).status).toBe(401);
    }
  });

  it('are 404 when unknown, and refuse what is no id, state or page', async () => {
    expect((await get('/colleges/1')).status).toBe(404);
    expect((await get('/colleges/abc')).status).toBe(400);
    expect((await get('/colleges?state=Massachusetts')).status).toBe(400);
    expect((await get('/colleges?page=0')).status).toBe(400);
    expect((await get(`/colleges?search=${'x'.repeat(201)}`)).status).toBe(400);
    expect((await get('/colleges?search=a&search=b')).status).toBe(400);
  });
});
