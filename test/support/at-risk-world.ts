import type { ActivityEvent } from '../../src/domain/analytics/activity/activity-event';
import { activity, insertActivity } from './activity-rows';
import type { TestDatabase } from './test-database';

const DAY_MS = 86_400_000;

/** A place in an offering of a course, by days before the test began. */
export interface Seat {
  readonly userId: number;
  readonly courseId: number;
  readonly enrolledDaysAgo: number;
  readonly status?: 'ACTIVE' | 'COMPLETED' | 'DROPPED';
  readonly startsDaysAgo?: number;
  readonly endsDaysAgo?: number;
}

/** Students, courses, and what happened so many days before the test began. */
export class AtRiskWorld {
  readonly now = new Date();
  /** Everything that was written down. */
  readonly events: ActivityEvent[] = [];
  readonly seats: Seat[] = [];
  /** Of courses, by their ids. */
  readonly titles = new Map<number, string>();
  /** Students whose account is disabled. */
  readonly disabled = new Set<number>();
  private count = 0;

  constructor(private readonly database: TestDatabase) {}

  ago(days: number): Date {
    return new Date(this.now.getTime() - days * DAY_MS);
  }

  async course(title: string): Promise<number> {
    this.count += 1;
    const [row] = await this.database.query<{ id: number }>(
      `WITH university AS (
         INSERT INTO universities (name, country_code) VALUES ($2, 'US') RETURNING id)
       INSERT INTO courses (title, code, level, credit_hours, is_published, university_id)
       SELECT $1, 'C1', 'BEGINNER', 3, true, id FROM university RETURNING id`,
      [title, `University ${this.count}`],
    );
    const { id } = row as { id: number };
    this.titles.set(id, title);
    return id;
  }

  async student(fullName = 'Ada Lovelace', isActive = true): Promise<number> {
    this.count += 1;
    const [row] = await this.database.query<{ id: number }>(
      `INSERT INTO users (email, username, full_name, password_hash, is_active)
       VALUES ($1::text, $1::text, $2, '-', $3) RETURNING id`,
      [`student-${this.count}@example.com`, fullName, isActive],
    );
    const { id } = row as { id: number };
    if (!isActive) this.disabled.add(id);
    return id;
  }

  async sit(seat: Seat): Promise<void> {
    const daysAgo = (days: number | undefined) => (days === undefined ? null : this.ago(days));
    await this.database.query(
      `WITH offering AS (
         INSERT INTO course_offerings (course_id, term_name, visibility, starts_at, ends_at)
         VALUES ($2, 'Term', 'PUBLIC', $5, $6) RETURNING id)
       INSERT INTO enrollments (user_id, course_offering_id, status, enrolled_at)
       SELECT $1, id, $3, $4 FROM offering`,
      [
        seat.userId,
        seat.courseId,
        seat.status ?? 'ACTIVE',
        this.ago(seat.enrolledDaysAgo),
        daysAgo(seat.startsDaysAgo),
        daysAgo(seat.endsDaysAgo),
      ],
    );
    this.seats.push(seat);
  }

  /** Something of the student's own in the course. */
  async did(userId: number, courseId: number, daysAgo: number, isOwn = true): Promise<void> {
    await this.write({ userId, courseId, daysAgo, given: { kind: 'content.viewed', isOwn } });
  }

  /** A score in percent of a quiz or a lab; a later one of the same object counts in its place. */
  async scored(
    userId: number,
    courseId: number,
    daysAgo: number,
    score: number,
    more: Partial<ActivityEvent> = {},
  ): Promise<void> {
    this.count += 1;
    const given = {
      kind: 'quiz.scored',
      isOwn: false,
      objectId: this.count,
      score: score * 100,
      ...more,
    } as const;
    await this.write({ userId, courseId, daysAgo, given });
  }

  private async write(row: {
    readonly userId: number;
    readonly courseId: number;
    readonly daysAgo: number;
    readonly given: Pick<ActivityEvent, 'kind'> & Partial<ActivityEvent>;
  }): Promise<void> {
    this.count += 1;
    const { userId, courseId, daysAgo, given } = row;
    const event = activity({
      key: `at risk ${this.count}`,
      userId,
      courseId,
      occurredAt: this.ago(daysAgo),
      ...given,
    });
    this.events.push(event);
    await insertActivity(this.database, [event]);
  }
}
