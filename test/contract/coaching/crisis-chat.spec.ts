import { ChatStudent, classroom } from '../../support/classroom';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

const SOON_MS = 20_000;

describe('Coaching: signs of a crisis in what students write to the tutor', () => {
  let app: TestApp;
  let admin: Person;
  let contentItemId: number;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    ({ contentItemId } = await classroom(app));
    await app.database.query(`
      CREATE TABLE watched (payload jsonb);
      CREATE FUNCTION keep_watched() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO watched VALUES (NEW.payload); RETURN NULL; END $$;
      CREATE TRIGGER watched_are_kept AFTER INSERT ON outbox
        FOR EACH ROW WHEN (NEW.name = 'crisis.watch') EXECUTE FUNCTION keep_watched()`);
  });
  afterAll(() => app.stop());

  const watchedOf = (student: ChatStudent) =>
    app.database.query(`SELECT payload FROM watched WHERE payload @> $1`, [
      JSON.stringify({ studentId: student.person.id }),
    ]);
  const caseOf = (student: ChatStudent) =>
    eventually(
      () =>
        app.database.query<{ id: string; band: string; source: string }>(
          `SELECT id, band, source FROM crisis_cases WHERE student_id = $1`,
          [student.person.id],
        ),
      (rows) => rows.length > 0,
      SOON_MS,
    );

  it('open a case that quotes the message, and the student goes on as before', async () => {
    const student = await ChatStudent.open(app, contentItemId);
    await student.greet();
    const reply = await student.say('I want to kill myself.');
    expect(reply.frames.at(-1)).toMatchObject({ done: true });
    const [found] = await caseOf(student);
    expect(found).toMatchObject({ band: 'high', source: 'chat_turn' });
    const { body } = await app.coaching.get(`/crisis/cases/${found?.id}`, admin);
    expect(body.events[0].evidence[0]).toMatchObject({
      source: expect.stringMatching(/^chat_message:\d+$/),
      quote: 'kill myself',
    });
    expect(JSON.stringify(await student.session())).not.toMatch(/crisis/i);
  });

  it('are seen in what only looks like an answer', async () => {
    const student = await ChatStudent.open(app, contentItemId);
    await student.greet();
    await student.say('{"questionId": 1, "answer": "I want to kill myself"}');
    expect((await caseOf(student))[0]).toMatchObject({ band: 'high' });
  });

  it('are seen when several weak messages come together', async () => {
    const student = await ChatStudent.open(app, contentItemId);
    await student.say('I feel so hopeless.');
    await student.say('My mom has a new job. I was molested when I was small.');
    await student.say('I am crying every night, I have severe depression.');
    await student.say('I hate myself and nothing matters anymore.');
    expect((await caseOf(student))[0]).toMatchObject({ band: 'moderate' });
  });

  it('cost ordinary turns, greetings and answers no job', async () => {
    const student = await ChatStudent.open(app, contentItemId);
    await student.greet();
    await student.answer(1, 'A');
    await student.say('What is binary search? This exam is killing me.');
    expect(await watchedOf(student)).toEqual([]);
    await student.say('I want to die.');
    expect(await watchedOf(student)).toHaveLength(1);
  });

  it('count as history when a coach asks later', async () => {
    const student = await ChatStudent.open(app, contentItemId);
    await student.answer(1, 'A');
    await student.say('I have been thinking about killing myself.');
    const reply = await app.coaching.post(
      '/agents/detect/crisis',
      { student_id: student.person.uuid, content: 'See you on Monday!' },
      admin,
    );
    expect(reply.body.crisis_analysis).toMatchObject({
      band: 'high',
      confidence: 0.67,
      history: {
        texts_read: 1,
        raised_score: true,
        sources: [expect.stringMatching(/^chat_message:\d+$/)],
      },
    });
  });
});
