import type { ActivityEvent } from '../../../../src/domain/analytics/activity/activity-event';
import { type ActivityCast, activityCast } from '../../../support/activity-cast';
import { activity, insertActivity } from '../../../support/activity-rows';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database';
import { assessments } from './assessments';
import { cache } from './cache';
import { community } from './community';
import { engagement } from './engagement';
import { differences, type Figures } from './figure';
import { overview } from './overview';
import { progress } from './progress';
import type { Question } from './question';

const NOW = new Date('2026-03-20T12:00:00Z');

describe('The brute force', () => {
  let database: TestDatabase;
  let cast: ActivityCast;
  let ada: number;
  let ben: number;
  let algebra: number;
  let biology: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    cast = await activityCast(database, { people: 2, courses: 2 });
    [ada, ben] = cast.people as [number, number];
    [algebra, biology] = cast.courses as [number, number];
  });
  afterAll(() => database.drop());
  beforeEach(() => database.query('TRUNCATE activity_events'));

  let keys = 0;
  const at = (
    time: string,
    kind: ActivityEvent['kind'],
    more: Partial<ActivityEvent> = {},
  ): ActivityEvent => {
    keys += 1;
    const occurredAt = new Date(`${time}Z`);
    return activity({ key: `${keys}`, occurredAt, userId: ada, kind, ...more });
  };
  const asked = (from: string, to: string, more: Partial<Question> = {}): Question => ({
    zone: 'UTC',
    from,
    to,
    courseId: null,
    asOf: NOW,
    ...more,
  });
  const expectFigures = (figures: Figures, hand: Record<string, unknown>): void => {
    const told = figures as Record<string, Figures>;
    const wrong = Object.entries(hand).flatMap(([name, value]) =>
      differences(value, told[name] as Figures, name),
    );
    expect(wrong).toEqual([]);
  };

  it('caps gaps within a topic and counts them on the day of the later event', async () => {
    const topic = { courseId: algebra, topicId: 7 };
    await insertActivity(database, [
      at('2026-03-01T23:50:00', 'content.viewed', topic),
      at('2026-03-01T23:55:00', 'content.viewed', { ...topic, userId: ben }),
      // 10 minutes of the gap of 25, on the second of March.
      at('2026-03-02T00:15:00', 'content.progressed', topic),
      // 90 seconds more; what is not own adds nothing and parts nothing.
      at('2026-03-02T00:16:00', 'content.completed', { ...topic, isOwn: false }),
      at('2026-03-02T00:16:30', 'content.progressed', topic),
    ]);
    expectFigures(await engagement(database, asked('2026-03-02', '2026-03-02')), {
      average_time_per_topic_seconds: 690,
      content_started: 0,
      content_completed: 1,
      completion_rate: null,
    });
    expectFigures(await engagement(database, asked('2026-03-01', '2026-03-02')), {
      average_time_per_topic_seconds: 345,
      content_started: 2,
      content_completed: 1,
      completion_rate: 0.5,
    });
  });

  it('begins a session after a gap of more than 30 minutes', async () => {
    await insertActivity(database, [
      at('2026-03-01T23:40:00', 'sign_in.created'),
      at('2026-03-02T00:10:00', 'content.viewed', { courseId: algebra, topicId: 1 }),
      at('2026-03-02T00:40:00.001', 'note.created'),
      at('2026-03-02T00:41:00.001', 'sign_in.renewed'),
      at('2026-03-02T00:50:00.001', 'note.created', { courseId: biology }),
    ]);
    // The session of the first day goes on for 30 minutes on the second; another one has 10.
    expectFigures(await engagement(database, asked('2026-03-02', '2026-03-02')), {
      sessions: 1,
      average_session_duration_seconds: 2400,
    });
    expectFigures(await engagement(database, asked('2026-03-01', '2026-03-02')), {
      sessions: 2,
      average_session_duration_seconds: 1200,
    });
    const ofAlgebra = asked('2026-03-01', '2026-03-02', { courseId: algebra });
    expectFigures(await engagement(database, ofAlgebra), {
      sessions: 1,
      average_session_duration_seconds: 0,
    });
  });

  it('counts chat turns by topic and person', async () => {
    await insertActivity(database, [
      at('2026-03-01T10:00:00', 'chat.turn', { topicId: 1, courseId: algebra }),
      at('2026-03-01T10:01:00', 'chat.turn', { topicId: 1, courseId: algebra }),
      at('2026-03-01T10:02:00', 'chat.turn', { topicId: 2, courseId: algebra }),
      at('2026-03-01T10:02:00', 'chat.turn', { topicId: 2, courseId: algebra, userId: ben }),
      at('2026-03-01T10:03:00', 'chat.turn'),
    ]);
    expectFigures(await engagement(database, asked('2026-03-01', '2026-03-01')), {
      chat_turns: 4,
      average_chat_turns_per_topic_per_user: 1.33,
    });
  });

  it('cuts days where the time zone does, also where a day comes twice', async () => {
    // In St. John's the clock went from 00:01 of 7 November 2010 back to 23:01 of the day before.
    await insertActivity(database, [
      at('2010-11-07T02:30:30', 'sign_in.created'),
      at('2010-11-07T02:31:30', 'note.created', { userId: ben }),
    ]);
    const zone = 'America/St_Johns';
    const days = await overview(database, asked('2010-11-06', '2010-11-07', { zone }));
    expectFigures(days, {
      active_by_day: [
        { starts_on: '2010-11-06', users: 1 },
        { starts_on: '2010-11-07', users: 1 },
      ],
    });
    const east = await overview(database, asked('2010-11-07', '2010-11-08', { zone: '+22:00' }));
    expectFigures(east, {
      active_by_day: [
        { starts_on: '2010-11-07', users: 0 },
        { starts_on: '2010-11-08', users: 2 },
      ],
    });
  });

  it('counts a person once a period, within the range only', async () => {
    await insertActivity(database, [
      at('2026-02-28T10:00:00', 'sign_in.created', { userId: ben }),
      at('2026-03-01T10:00:00', 'sign_in.created'),
      at('2026-03-01T11:00:00', 'sign_in.renewed'),
      at('2026-03-02T11:00:00', 'note.created'),
      at('2026-03-02T12:00:00', 'chat.reply', { userId: ben, isOwn: false }),
    ]);
    expectFigures(await overview(database, asked('2026-03-01', '2026-03-03')), {
      active_users: { day: 0, week: 1, month: 1 },
      active_users_total: 1,
      active_by_week: [
        { starts_on: '2026-02-23', users: 1 },
        { starts_on: '2026-03-02', users: 1 },
      ],
      active_by_month: [{ starts_on: '2026-03-01', users: 1 }],
    });
  });

  it('counts sign-ups by day, and streaks that still hold', async () => {
    await database.query(
      `UPDATE users SET created_at = '2026-03-02T23:30:00Z', current_streak_days = 5,
         last_activity_date = '2026-03-19' WHERE id = $1`,
      [ada],
    );
    await database.query(
      `UPDATE users SET created_at = '2026-03-02T10:00:00Z', current_streak_days = 9,
         last_activity_date = '2026-03-18' WHERE id = $1`,
      [ben],
    );
    const berlin = asked('2026-03-02', '2026-03-03', { zone: 'Europe/Berlin' });
    const figures = (await overview(database, berlin)) as Record<string, Figures>;
    expectFigures(figures, {
      total_users: 2,
      signups: 2,
      daily_signups: [
        { date: '2026-03-02', count: 1 },
        { date: '2026-03-03', count: 1 },
      ],
    });
    expect(figures['streak_distribution']).toContainEqual({ streak: '4-6', users: 1 });
    expect(figures['streak_distribution']).toContainEqual({ streak: '0', users: 1 });
  });

  it('lets the score count that was known last, on the day of the attempt', async () => {
    const attempt = { courseId: algebra, topicId: 3, objectId: 1, isOwn: false } as const;
    const known = (time: string): { knownAt: Date } => ({ knownAt: new Date(`${time}Z`) });
    const day = '2026-03-01T10:00:00';
    await insertActivity(database, [
      at(day, 'quiz.submitted', { ...attempt, isOwn: true }),
      at(day, 'quiz.scored', {
        ...attempt,
        score: 9000,
        outcome: 'passed',
        ...known('2026-03-05T10:00:00'),
      }),
      at(day, 'quiz.scored', { ...attempt, score: 1000, outcome: 'failed' }),
      at(day, 'quiz.submitted', { ...attempt, isOwn: true, objectId: 2 }),
      at(day, 'quiz.submitted', { ...attempt, isOwn: true, objectId: 3 }),
      at(day, 'quiz.scored', { ...attempt, objectId: 3, score: 4505, outcome: 'failed' }),
      at('2026-03-02T10:00:00', 'lab.submitted', { ...attempt, isOwn: true }),
      at('2026-03-02T10:00:00', 'lab.scored', { ...attempt, score: 7000, outcome: 'needs_work' }),
    ]);
    expectFigures(await assessments(database, asked('2026-03-01', '2026-03-02')), {
      quiz_attempts: 3,
      quiz_passed: 1,
      quiz_failed: 1,
      quiz_scored: 2,
      quiz_pending: 1,
      pass_rate: 0.5,
      fail_rate: 0.5,
      average_quiz_score: 67.53,
      lab_submissions: 1,
      lab_accepted: 0,
      lab_needs_work: 1,
      average_lab_score: 70,
    });
    expectFigures(await progress(database, asked('2026-03-01', '2026-03-01')), {
      mastered_topics: 1,
      average_mastered_topics_per_user: 1,
    });
  });

  it('counts what was completed, left and interrupted', async () => {
    const [first, second] = cast.offerings;
    await database.query(
      `INSERT INTO enrollments (user_id, course_offering_id, status, enrolled_at) VALUES
         ($1, $3, 'ACTIVE', '2026-03-01T10:00:00Z'), ($1, $4, 'DROPPED', '2026-03-01T10:00:00Z'),
         ($2, $3, 'ACTIVE', '2026-03-01T10:00:00Z'), ($2, $4, 'ACTIVE', '2026-02-01T10:00:00Z')`,
      [ada, ben, first, second],
    );
    const finished = { courseId: biology, objectId: 2, isOwn: false };
    await insertActivity(database, [
      at('2026-03-02T10:00:00', 'note.created', { courseId: algebra }),
      at('2026-03-06T12:00:00', 'note.created', { courseId: algebra, userId: ben }),
      at('2026-03-02T10:00:00', 'enrollment.dropped', finished),
      at('2026-03-03T10:00:00', 'enrollment.dropped', finished),
      at('2026-03-03T10:00:00', 'enrollment.completed', finished),
    ]);
    expectFigures(await progress(database, asked('2026-03-01', '2026-03-02')), {
      course_completions: 0,
      course_interruptions: 1,
      enrollments_by_status: { active: 2, completed: 0, dropped: 1 },
      drop_off_count: 1,
    });
    const later = asked('2026-03-03', '2026-03-03', { courseId: biology });
    expectFigures(await progress(database, later), { course_completions: 1, drop_off_count: 0 });
  });

  it('tells what the cache saved', async () => {
    const reply = { isOwn: false, courseId: algebra } as const;
    const day = '2026-03-01T10:00:00';
    await insertActivity(database, [
      at(day, 'chat.opened', { courseId: algebra }),
      at(day, 'chat.diverged', reply),
      at(day, 'chat.reply', { ...reply, outcome: 'miss', durationMs: 3000, costMicrodollars: 99 }),
      at(day, 'chat.reply', { ...reply, outcome: 'miss' }),
      at(day, 'chat.reply', { ...reply, outcome: 'hit', durationMs: 100, costMicrodollars: 40 }),
      at(day, 'chat.reply', { ...reply, outcome: 'hit', durationMs: 201 }),
      at(day, 'chat.reply', { ...reply, outcome: 'hit', costMicrodollars: 7 }),
    ]);
    expectFigures(await cache(database, asked('2026-03-01', '2026-03-01')), {
      hits: 3,
      misses: 2,
      hit_rate: 0.6,
      divergence_rate: 1,
      total_cached_nodes: 0,
      total_hits_served: 3,
      money_saved_usd: 0.000047,
      unpriced_hits: 1,
      time_saved_seconds: 8.55,
    });
    expectFigures(await cache(database, asked('2026-03-02', '2026-03-02')), {
      hits: 0,
      total_hits_served: 3,
      hit_rate: null,
      money_saved_usd: 0,
      time_saved_seconds: null,
    });
  });

  it('counts what people wrote and rated', async () => {
    await database.query(
      `INSERT INTO notes (user_id, body, course_id, created_at)
       VALUES ($1, 'One', $2, '2026-03-01T10:00:00Z'), ($1, 'Two', NULL, '2026-03-01T10:00:00Z')`,
      [ada, algebra],
    );
    await database.query(
      `INSERT INTO course_ratings (course_id, user_id, rating, review, created_at)
       VALUES ($3, $1, 5, 'Good', '2026-03-01T10:00:00Z'), ($3, $2, 2, NULL, '2026-03-09T10:00:00Z')`,
      [ada, ben, algebra],
    );
    expectFigures(await community(database, asked('2026-03-01', '2026-03-31')), {
      total_notes: 2,
      average_course_rating: 3.5,
      total_ratings: 2,
      total_reviews: 1,
    });
    const firstWeek = asked('2026-03-01', '2026-03-07', { courseId: algebra });
    expectFigures(await community(database, firstWeek), {
      total_notes: 1,
      average_course_rating: 5,
      total_ratings: 1,
    });
  });
});
