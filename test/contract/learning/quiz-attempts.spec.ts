import { type School, school } from '../../support/school';
import { type Person, person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';
import { eventsOf, keepEvents } from '../../support/told-events';

const KEY = 'canary-of-the-key';
/** One question of every kind; whatever gives an answer away carries the canary. */
const BANK = [
  {
    id: 1,
    text: 'Which list can binary search use?',
    feedback: `${KEY} feedback`,
    options: [
      { key: 'A', text: 'Any list', correct: false, explanation: `${KEY} wrong` },
      { key: 'B', text: 'A sorted list', correct: true, explanation: `${KEY} right` },
    ],
  },
  {
    id: 2,
    kind: 'multiple_choice',
    text: 'Which are sorted?',
    options: [
      { key: 'A', text: '1 2 3', correct: true, weight: 50, explanation: `${KEY} one` },
      { key: 'B', text: '2 1 3', correct: false, weight: -50 },
      { key: 'C', text: '3 4 5', correct: true, weight: 50 },
    ],
  },
  {
    id: 3,
    kind: 'short_answer',
    text: 'Who proved it?',
    accepted: [{ text: `${KEY} Knuth`, explanation: `${KEY} indeed` }],
    otherwise: `${KEY} otherwise`,
  },
  { id: 4, kind: 'numeric', text: 'Looks for 1000?', numbers: [{ value: 10, tolerance: 0.5 }] },
  {
    id: 5,
    kind: 'matching',
    text: 'Match.',
    prompts: [
      { id: 1, text: 'binary', answer: 'B' },
      { id: 2, text: 'linear', answer: 'A' },
    ],
    choices: [
      { key: 'A', text: 'n' },
      { key: 'B', text: 'log n' },
    ],
  },
  { id: 6, kind: 'description', text: 'Now something else.' },
];
const RIGHT = [
  { question_id: 1, answer: 'B' },
  { question_id: 2, answer: ['C', 'A'] },
  { question_id: 3, answer: `${KEY.toUpperCase()} knuth` },
  { question_id: 4, answer: 10 },
  { question_id: 5, answer: { '1': 'B', '2': 'A' } },
];
const ESSAY = { id: 7, kind: 'essay', text: 'Why?' };
const CHOICE = BANK[0];

describe('Learning: quiz attempts', () => {
  let app: TestApp;
  let home: School;
  let student: Person;
  let quizType: number;

  beforeAll(async () => {
    app = await testApp();
    await keepEvents(app);
    home = await school(app);
    student = await home.student();
    const types = await app.learning.get('/content-types/', home.admin);
    quizType = types.body.find(({ name }: { name: string }) => name === 'quiz').id;
  });
  afterAll(() => app.stop());

  const quiz = (questions: readonly unknown[] = BANK, more: object = {}): Promise<number> =>
    home.create('/content/', {
      module_id: home.modules.c,
      course_id: home.courseId,
      content_type_id: quizType,
      title: 'Quiz',
      data_json: { questions },
      ...more,
    });
  const start = (who: Person, content_item_id: number, more: object = {}) =>
    app.learning.post('/assessments/quiz-attempts', { content_item_id, ...more }, who);
  const startIn = (who: Person, itemId: number) =>
    start(who, itemId, { course_offering_id: home.offeringId });
  const submit = (who: Person, id: number, answers?: readonly unknown[]) =>
    app.learning.post(
      `/assessments/quiz-attempts/${id}/submit`,
      answers === undefined ? undefined : { answers },
      who,
    );
  const save = (who: Person, id: number, answers: readonly unknown[]) =>
    app.learning.put(`/assessments/quiz-attempts/${id}/answers`, { answers }, who);
  const get = (who: Person, id: number) =>
    app.learning.get(`/assessments/quiz-attempts/${id}`, who);
  const review = (who: Person, id: number, body: object) =>
    app.learning.post(`/assessments/quiz-attempts/${id}/review`, body, who);
  const settle = (itemId: number, settings: object, who: Person = home.instructor) =>
    app.learning.put(`/assessments/quizzes/${itemId}/settings`, settings, who);
  const progressOf = async (who: Person, itemId: number): Promise<number | undefined> =>
    (await app.learning.get('/progress/content/my-progress', who)).body.find(
      ({ content_item_id }: { content_item_id: number }) => content_item_id === itemId,
    )?.progress_percent;
  /** Moves the end of an attempt into the past, as time would. */
  const letTimePass = (id: number) =>
    app.database.query(
      `UPDATE quiz_attempts SET started_at = now() - interval '1 hour',
         expires_at = now() - interval '10 seconds' WHERE id = $1`,
      [id],
    );

  describe('an attempt', () => {
    it('begins with the questions and without anything of their key', async () => {
      const itemId = await quiz();
      const begun = await startIn(student, itemId);
      expect(begun.status).toBe(201);
      expect(begun.text).not.toContain(KEY);
      expect(begun.text).not.toMatch(/correct"|weight|accepted|numbers|otherwise|"right_answer"/);
      expect(begun.body).toMatchObject({
        user_id: student.id,
        content_item_id: itemId,
        course_offering_id: home.offeringId,
        attempt_number: 1,
        status: 'IN_PROGRESS',
        percent: null,
        passed: null,
        pass_percent: 60,
        expires_at: null,
        submitted_at: null,
        answers: [],
        results: null,
      });
      const { questions } = begun.body;
      expect(questions.map(({ kind }: { kind: string }) => kind)).toEqual([
        'choice',
        'multiple_choice',
        'short_answer',
        'numeric',
        'matching',
        'description',
      ]);
      expect(questions[4].prompts).toEqual([
        { id: 1, text: 'binary' },
        { id: 2, text: 'linear' },
      ]);
      const again = await start(student, itemId);
      expect([again.status, again.body.id]).toEqual([201, begun.body.id]);
    });

    it('is scored on the server, shows the key then, and completes the item', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const { id } = (await startIn(someone, itemId)).body;
      expect((await save(someone, id, RIGHT.slice(0, 1))).text).not.toContain(KEY);
      expect((await get(someone, id)).text).not.toContain(KEY);
      const scored = await submit(someone, id, RIGHT);
      expect(scored.status).toBe(200);
      expect(scored.body).toMatchObject({
        status: 'SUBMITTED',
        points: 5,
        max_points: 5,
        percent: 100,
        passed: true,
        review_pending: false,
        submitted_at: expect.any(String),
      });
      expect(scored.body.results[0]).toEqual({
        question_id: 1,
        kind: 'choice',
        answer: 'B',
        score: 1,
        max_score: 1,
        correct: true,
        right_answer: ['B'],
        explanations: [`${KEY} right`],
        feedback: `${KEY} feedback`,
        review_feedback: null,
        reviewed_at: null,
      });
      expect(scored.body.results[4].right_answer).toEqual({ '1': 'B', '2': 'A' });
      expect(await progressOf(someone, itemId)).toBe(100);
      expect((await get(someone, id)).body).toEqual(scored.body);
    });

    it('counts what is missing as nothing, and does not pass for it', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const { id } = (await startIn(someone, itemId)).body;
      const scored = await submit(someone, id, [
        { question_id: 1, answer: 'A' },
        { question_id: 2, answer: ['A'] },
        { question_id: 4, answer: '10.5' },
        { question_id: 5, answer: { '1': 'B' } },
      ]);
      expect(scored.body).toMatchObject({ points: 2, max_points: 5, percent: 40, passed: false });
      const scores = scored.body.results.map(({ score }: { score: number | null }) => score);
      expect(scores).toEqual([0, 0.5, 0, 1, 0.5, null]);
      expect(await progressOf(someone, itemId)).toBeUndefined();
    });

    it('keeps the questions it began with, whatever becomes of the item', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const begun = (await startIn(someone, itemId)).body;
      const edited = await app.learning.put(
        `/content/${itemId}`,
        { data_json: { questions: [{ ...CHOICE, text: 'New?' }] } },
        home.instructor,
      );
      expect(edited.status).toBe(200);
      await settle(itemId, { pass_percent: 100, max_attempts: 1 });
      expect((await get(someone, begun.id)).body.questions).toEqual(begun.questions);
      const scored = await submit(someone, begun.id, RIGHT);
      expect(scored.body).toMatchObject({ max_points: 5, percent: 100, pass_percent: 60 });
      expect((await start(someone, itemId)).status).toBe(409);
    });

    it('is answered once: the same answers again give the same, others are refused', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const { id } = (await startIn(someone, itemId)).body;
      const first = await submit(someone, id, RIGHT);
      const again = await submit(someone, id, RIGHT.toReversed());
      expect([again.status, again.body]).toEqual([200, first.body]);
      expect((await submit(someone, id)).body).toEqual(first.body);
      expect((await submit(someone, id, RIGHT.slice(1))).status).toBe(409);
      expect((await save(someone, id, RIGHT)).status).toBe(409);
      expect((await start(someone, itemId)).body).toMatchObject({ attempt_number: 2 });
    });

    it('is scored once, however many submit it at once', async () => {
      const someone = await home.student();
      const { id } = (await startIn(someone, await quiz())).body;
      const replies = await Promise.all(
        Array.from({ length: 8 }, (_, index) => submit(someone, id, RIGHT.slice(index % 2))),
      );
      const statuses = replies.map(({ status }) => status).toSorted();
      expect(statuses).toEqual([200, 200, 200, 200, 409, 409, 409, 409]);
      const scored = replies.filter(({ status }) => status === 200).map(({ body }) => body);
      expect(new Set(scored.map((body) => JSON.stringify(body))).size).toBe(1);
      const [{ percent, passed, content_item_id: contentItemId, submitted_at }] = scored;
      expect(await eventsOf(app, 'quiz.attempt.submitted', someone.id)).toEqual([
        {
          attemptId: id,
          userId: someone.id,
          courseId: home.courseId,
          contentItemId,
          courseOfferingId: home.offeringId,
          percent,
          passed,
          isExpired: false,
          submittedAt: submitted_at,
        },
      ]);
    });

    it('begins once, however many begin it at once', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const replies = await Promise.all(Array.from({ length: 8 }, () => startIn(someone, itemId)));
      expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201));
      expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    });

    it('never stands in the way of others of the same student, nor they in its way', async () => {
      const someone = await home.student();
      const begun = await Promise.all(
        (await Promise.all([quiz(), quiz(), quiz([CHOICE, ESSAY])])).map((itemId, index) =>
          (index === 1 ? start : startIn)(someone, itemId),
        ),
      );
      const [one, two, essay] = begun.map(({ body }) => body.id);
      const essayAnswers = [{ question_id: 7, answer: 'Because.' }];
      expect((await submit(someone, essay, essayAnswers)).status).toBe(200);
      const lesson = {
        course_offering_id: home.offeringId,
        content_item_id: home.lessons[0],
        progress_percent: 50,
      };
      const replies = await Promise.all([
        submit(someone, one, RIGHT),
        submit(someone, two, RIGHT),
        review(home.instructor, essay, { question_id: 7, points: 1 }),
        app.learning.post('/progress/content', lesson, someone),
        submit(someone, one, RIGHT),
        review(home.admin, essay, { question_id: 7, points: 0.5 }),
        app.learning.post('/progress/content', { ...lesson, progress_percent: 60 }, someone),
      ]);
      expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
    });

    it('submits what was saved when no answers come along', async () => {
      const someone = await home.student();
      const { id } = (await startIn(someone, await quiz())).body;
      await save(someone, id, RIGHT.slice(0, 2));
      await save(someone, id, RIGHT.slice(0, 1));
      const scored = await submit(someone, id);
      expect(scored.body).toMatchObject({ points: 1, percent: 20 });
      expect(scored.body.answers).toEqual(RIGHT.slice(0, 1));
    });

    it.each([
      [[{ question_id: 99, answer: 'A' }], ['answers', 0, 'question_id']],
      [
        [RIGHT[0], RIGHT[0]],
        ['answers', 1, 'question_id'],
      ],
      [[{ question_id: 1, answer: 'Z' }], ['answers', 0, 'answer']],
      [[{ question_id: 1, answer: { toString: 'A' } }], ['answers', 0, 'answer']],
      [[{ question_id: 2, answer: ['A', 'Z'] }], ['answers', 0, 'answer', 1]],
      [[{ question_id: 3, answer: 3 }], ['answers', 0, 'answer']],
      [[{ question_id: 4, answer: '1,5' }], ['answers', 0, 'answer']],
      [[{ question_id: 5, answer: { '3': 'A' } }], ['answers', 0, 'answer', '3']],
      [[{ question_id: 6, answer: 'A' }], ['answers', 0, 'answer']],
      [[{ question_id: 1 }], ['answers', 0, 'answer']],
      [[[]], ['answers']],
      [[{ question_id: 1, answer: 'A', points: 5 }], ['answers', 0, 'points']],
      [[{ question_id: '1', answer: 'A' }], ['answers', 0, 'question_id']],
      [[null], ['answers']],
      [['A'], ['answers']],
      [{ '1': 'A' }, ['answers']],
    ])('refuses %j and goes on', async (answers, place) => {
      const begun = (await startIn(student, await quiz())).body;
      for (const send of [submit, save]) {
        const reply = await send(student, begun.id, answers as unknown[]);
        expect([reply.status, reply.body.detail[0].loc]).toEqual([422, ['body', ...place]]);
        expect(reply.text).not.toContain(KEY);
      }
      expect((await get(student, begun.id)).body.status).toBe('IN_PROGRESS');
    });
  });

  describe('what can be attempted', () => {
    it('is what the student sees and what asks something', async () => {
      const [lesson] = home.lessons;
      const nothing = await startIn(student, lesson);
      expect([nothing.status, nothing.body.detail[0].loc]).toEqual([
        422,
        ['body', 'content_item_id'],
      ]);
      expect((await startIn(student, await quiz([BANK[5]]))).status).toBe(422);
      const hidden = await quiz(BANK, { is_published: false });
      expect((await startIn(student, hidden)).status).toBe(404);
      expect((await startIn(student, 2_147_483_647)).status).toBe(404);
      const gated = await quiz(BANK, { is_gated: true });
      expect((await start(await person(app), gated)).status).toBe(404);
      expect((await start(student, gated)).status).toBe(201);
      expect((await start(student, 0)).status).toBe(422);
      const stranger = await app.learning.post('/assessments/quiz-attempts', {
        content_item_id: gated,
      });
      expect(stranger.status).toBe(401);
    });

    it('counts for an offering only where the student takes part', async () => {
      const itemId = await quiz();
      const outsider = await person(app);
      const refused = await startIn(outsider, itemId);
      expect([refused.status, refused.body.detail[0].loc]).toEqual([
        422,
        ['body', 'course_offering_id'],
      ]);
      const begun = (await start(outsider, itemId)).body;
      expect(begun.course_offering_id).toBeNull();
      await app.learning.post('/enrollments/', { course_offering_id: home.offeringId }, outsider);
      const goesOn = (await startIn(outsider, itemId)).body;
      expect([goesOn.id, goesOn.course_offering_id]).toEqual([begun.id, home.offeringId]);
      await submit(outsider, begun.id, RIGHT);
      expect(await progressOf(outsider, itemId)).toBe(100);
    });

    it('is scored all the same after the student left the offering', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const { id } = (await startIn(someone, itemId)).body;
      const [enrollment] = (await app.learning.get('/enrollments/my-enrollments', someone)).body;
      await app.learning.put(`/enrollments/${enrollment.id}`, { status: 'DROPPED' }, someone);
      expect((await submit(someone, id, RIGHT)).body).toMatchObject({ passed: true });
      expect(await progressOf(someone, itemId)).toBeUndefined();
    });
  });

  describe('settings', () => {
    it('have defaults, are read by who sees the item and set by who writes the course', async () => {
      const itemId = await quiz();
      const defaults = {
        pass_percent: 60,
        max_attempts: null,
        time_limit_seconds: null,
        shuffle: false,
      };
      const path = `/assessments/quizzes/${itemId}/settings`;
      expect((await app.learning.get(path, student)).body).toEqual(defaults);
      const wanted = { pass_percent: 80, max_attempts: 2, time_limit_seconds: 600, shuffle: true };
      expect((await settle(itemId, wanted, student)).status).toBe(403);
      expect((await settle(itemId, wanted, home.foreignInstructor)).status).toBe(403);
      expect((await settle(itemId, wanted)).body).toEqual(wanted);
      expect((await app.learning.get(path, student)).body).toEqual(wanted);
      expect((await settle(itemId, {})).body).toEqual(defaults);
      expect((await settle(2_147_483_647, wanted)).status).toBe(404);
      for (const wrong of [{ pass_percent: 101 }, { max_attempts: 0 }, { time_limit_seconds: 1 }]) {
        expect((await settle(itemId, wrong)).status).toBe(422);
      }
    });

    it('limit the attempts, also of who starts several at once', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      await settle(itemId, { max_attempts: 2 });
      for (const number of [1, 2]) {
        const begun = (await startIn(someone, itemId)).body;
        expect(begun.attempt_number).toBe(number);
        await submit(someone, begun.id, []);
      }
      const replies = await Promise.all(Array.from({ length: 4 }, () => startIn(someone, itemId)));
      expect(replies.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    });

    it('shuffle without mixing up keys', async () => {
      const many = Array.from({ length: 12 }, (_, index) => ({ ...CHOICE, id: index + 1 }));
      const itemId = await quiz(many);
      await settle(itemId, { shuffle: true });
      const orders = new Set<string>();
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const begun = (await startIn(student, itemId)).body;
        orders.add(begun.questions.map(({ id }: { id: number }) => id).join());
        expect(begun.questions[0].options).toContainEqual({ key: 'B', text: 'A sorted list' });
        const answers = many.map(({ id }) => ({ question_id: id, answer: 'B' }));
        expect((await submit(student, begun.id, answers)).body.percent).toBe(100);
      }
      expect(orders.size).toBeGreaterThan(1);
    });

    it('close an attempt whose time is up with what was saved', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      await settle(itemId, { time_limit_seconds: 600 });
      const begun = (await startIn(someone, itemId)).body;
      expect(Date.parse(begun.expires_at) - Date.parse(begun.started_at)).toBe(600_000);
      await save(someone, begun.id, RIGHT.slice(0, 4));
      await letTimePass(begun.id);
      const list = await app.learning.get(
        `/assessments/quiz-attempts?content_item_id=${itemId}`,
        someone,
      );
      expect(list.body).toEqual([expect.objectContaining({ status: 'EXPIRED', percent: null })]);
      const late = await submit(someone, begun.id, RIGHT);
      expect(late.status).toBe(409);
      expect(late.text).not.toContain(KEY);
      const closed = (await get(someone, begun.id)).body;
      expect(closed).toMatchObject({ status: 'EXPIRED', points: 4, percent: 80, passed: true });
      expect(await progressOf(someone, itemId)).toBe(100);
      const next = (await startIn(someone, itemId)).body;
      expect(next.attempt_number).toBe(2);
      await letTimePass(next.id);
      expect((await save(someone, next.id, RIGHT)).status).toBe(409);
      const third = (await startIn(someone, itemId)).body;
      await letTimePass(third.id);
      const fourth = (await startIn(someone, itemId)).body;
      expect(fourth).toMatchObject({ attempt_number: 4, status: 'IN_PROGRESS' });
      expect((await get(someone, third.id)).body).toMatchObject({ status: 'EXPIRED', percent: 0 });
    });
  });

  describe('reading', () => {
    it('is for the student and for those who look after them, with a trace', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const { id } = (await startIn(someone, itemId)).body;
      for (const stranger of [student, home.foreignInstructor]) {
        expect((await get(stranger, id)).status).toBe(404);
        expect((await submit(stranger, id, RIGHT)).status).toBe(404);
        expect((await save(stranger, id, RIGHT)).status).toBe(404);
        expect((await review(stranger, id, { question_id: 1, points: 1 })).status).toBe(404);
      }
      expect((await submit(home.instructor, id, RIGHT)).status).toBe(404);
      const read = await get(home.instructor, id);
      expect(read.status).toBe(200);
      expect(read.text).not.toContain(KEY);
      const traces = await app.database.query<{ subject_ids: string[] }>(
        `SELECT subject_ids FROM audit_entries
         WHERE action = 'quiz_attempt.read' AND actor_id = $1`,
        [home.instructor.id],
      );
      expect(traces).toEqual([{ subject_ids: [String(someone.id)] }]);
    });

    it('lists your own, the newest first', async () => {
      const someone = await home.student();
      const itemId = await quiz();
      const ids: number[] = [];
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const { id } = (await startIn(someone, itemId)).body;
        await submit(someone, id, RIGHT);
        ids.unshift(id);
      }
      const other = (await startIn(someone, await quiz())).body.id;
      const idsOf = async (query: string) => {
        const list = await app.learning.get(`/assessments/quiz-attempts${query}`, someone);
        expect(list.text).not.toContain(KEY);
        return list.body.map(({ id }: { id: number }) => id);
      };
      expect(await idsOf('')).toEqual([other, ...ids]);
      expect(await idsOf(`?content_item_id=${itemId}`)).toEqual(ids);
      expect(await idsOf(`?content_item_id=${itemId}&skip=1&limit=1`)).toEqual([ids[1]]);
      const wrong = await app.learning.get('/assessments/quiz-attempts?limit=0', someone);
      expect(wrong.status).toBe(422);
    });

    it('lists a quiz for its teachers: of all to authors, of their own to others', async () => {
      const itemId = await quiz();
      const inside = await home.student();
      const outside = await person(app);
      await startIn(inside, itemId);
      await start(outside, itemId);
      const path = `/assessments/quizzes/${itemId}/attempts`;
      const namesOf = (body: { user_id: number }[]) => body.map(({ user_id }) => user_id);
      const all = await app.learning.get(path, home.instructor);
      expect(namesOf(all.body)).toEqual([outside.id, inside.id]);
      expect(all.body[0]).toMatchObject({ user_name: expect.any(String), status: 'IN_PROGRESS' });
      expect(all.text).not.toContain(KEY);
      expect((await app.learning.get(path, student)).status).toBe(403);
      expect((await app.learning.get(path, home.foreignInstructor)).status).toBe(403);
      await app.database.query(
        `INSERT INTO offering_instructors (course_offering_id, user_id) VALUES ($1, $2)`,
        [home.offeringId, home.foreignInstructor.id],
      );
      const own = await app.learning.get(path, home.foreignInstructor);
      expect(namesOf(own.body)).toEqual([inside.id]);
      await app.database.query(`DELETE FROM offering_instructors WHERE user_id = $1`, [
        home.foreignInstructor.id,
      ]);
      const traces = await app.database.query<{ subject_ids: string[] }>(
        `SELECT subject_ids FROM audit_entries
         WHERE action = 'quiz_attempt.list' AND actor_id = $1`,
        [home.foreignInstructor.id],
      );
      expect(traces).toEqual([{ subject_ids: [String(inside.id)] }]);
    });
  });

  describe('an essay', () => {
    const ANSWERS = [
      { question_id: 1, answer: 'B' },
      { question_id: 7, answer: 'Because order tells where to go on.' },
    ];

    it('waits for a person, who decides whether the attempt passes', async () => {
      const someone = await home.student();
      const itemId = await quiz([CHOICE, ESSAY]);
      const { id } = (await startIn(someone, itemId)).body;
      const grade = { question_id: 7, points: 0.5, feedback: 'Say more.' };
      expect((await review(home.instructor, id, grade)).status).toBe(409);
      const scored = (await submit(someone, id, ANSWERS)).body;
      expect(scored).toMatchObject({
        points: 1,
        max_points: 1,
        percent: 100,
        passed: null,
        review_pending: true,
      });
      expect(await progressOf(someone, itemId)).toBeUndefined();
      expect((await review(someone, id, grade)).status).toBe(403);
      for (const wrong of [
        { ...grade, question_id: 1 },
        { ...grade, question_id: 99 },
        { ...grade, points: 1.5 },
        { ...grade, points: -1 },
        { ...grade, points: '1' },
      ]) {
        expect((await review(home.instructor, id, wrong)).status).toBe(422);
      }
      const reviewed = await review(home.instructor, id, grade);
      expect(reviewed.status).toBe(200);
      expect(reviewed.body).toMatchObject({
        points: 1.5,
        max_points: 2,
        percent: 75,
        passed: true,
        review_pending: false,
        submitted_at: scored.submitted_at,
      });
      expect((await get(someone, id)).body.results[1]).toMatchObject({
        score: 0.5,
        correct: false,
        review_feedback: 'Say more.',
        reviewed_at: expect.any(String),
      });
      expect(await progressOf(someone, itemId)).toBe(100);
      const stricter = await review(home.instructor, id, { question_id: 7, points: 0 });
      expect(stricter.body).toMatchObject({ percent: 50, passed: false });
      expect(await progressOf(someone, itemId)).toBe(100);
    });

    it('is not lost when two are reviewed at once', async () => {
      const someone = await home.student();
      const { id } = (await startIn(someone, await quiz([ESSAY, { ...ESSAY, id: 8 }]))).body;
      const answers = [7, 8].map((question_id) => ({ question_id, answer: 'Text' }));
      expect((await submit(someone, id, answers)).body).toMatchObject({ percent: null });
      const replies = await Promise.all(
        [7, 8].map((question_id) => review(home.instructor, id, { question_id, points: 1 })),
      );
      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      expect((await get(someone, id)).body).toMatchObject({ percent: 100, passed: true });
    });
  });
});
