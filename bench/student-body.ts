import type { Pool } from 'pg';
import type { Crowd, Student } from './crowd';

const COURSES = 20;
/** Of each student: 7 go on, 2 are completed, 1 was dropped. */
const ENROLLMENTS_EACH = 10;
const ITEMS_EACH = 10;
/** Students whose enrolments are written in one statement. */
const BATCH = 1_000;

/** Students who learn: every enrolment has a progress row for each content item of its course. */
export class StudentBody {
  private readonly members: Student[] = [];

  private constructor(
    private readonly pool: Pool,
    private readonly crowd: Crowd,
    private readonly warmSession: number,
    /** The courses that they take, each with one offering. */
    readonly courses: readonly number[],
    private readonly offerings: readonly number[],
  ) {}

  /**
   * Opens offerings of the first 20 courses, and gives those a module of 10 items.
   *
   * @param lesson the content item that all are copies of.
   * @param warmSession the chat session that each student gets a copy of.
   */
  static async open(
    pool: Pool,
    crowd: Crowd,
    allCourses: readonly number[],
    { lesson, warmSession }: { readonly lesson: number; readonly warmSession: number },
  ): Promise<StudentBody> {
    const courses = allCourses.slice(0, COURSES);
    const { rows } = await pool.query<{ id: number }>(
      `INSERT INTO course_offerings (course_id, term_name, visibility)
       SELECT unnest($1::integer[]), 'Spring', 'PUBLIC' RETURNING id`,
      [courses],
    );
    await pool.query(
      `WITH module AS (
         INSERT INTO modules (course_id, title, module_type, is_published)
         SELECT unnest($1::integer[]), 'Everything', 'UNIT', true RETURNING id, course_id
       )
       INSERT INTO content_items (course_id, module_id, content_type_id, title, data_json,
                                  sequence_index, is_published, lesson_hash, option_keys)
       SELECT module.course_id, module.id, content_type_id, 'Lesson ' || n, data_json, n, true,
              lesson_hash, option_keys
       FROM content_items original, module, generate_series(1, $3::integer) AS n
       WHERE original.id = $2`,
      [courses, lesson, ITEMS_EACH],
    );
    const offerings = rows.map(({ id }) => id);
    return new StudentBody(pool, crowd, warmSession, courses, offerings);
  }

  /** Enrolments so far. */
  get enrollments(): number {
    return this.members.length * ENROLLMENTS_EACH;
  }

  /** Progress rows so far. */
  get progressRows(): number {
    return this.enrollments * ITEMS_EACH;
  }

  /** So many of the students, evenly spread over all. */
  sample(count: number): Student[] {
    const step = this.members.length / count;
    return Array.from(
      { length: count },
      (_, place) => this.members[Math.floor(place * step)] as Student,
    );
  }

  /** Lets students join until there are so many. Raises when what was written adds up wrong. */
  async growTo(count: number): Promise<void> {
    while (this.members.length < count) {
      const missing = Math.min(BATCH, count - this.members.length);
      const joining = await this.crowd.newcomers(missing, this.warmSession);
      await this.enrol(joining.map(({ id }) => id));
      this.members.push(...joining);
    }
    await this.crowd.settle();
    await this.requireRightTotals();
  }

  private async enrol(students: readonly number[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO subject_preferences (user_id, subject_id)
       SELECT id, 1 + (id + 5 * n) % 12 FROM unnest($1::integer[]) AS id, generate_series(0, 1) AS n`,
      [students],
    );
    await this.pool.query(
      `INSERT INTO enrollments (user_id, course_offering_id, status, progress_percent, enrolled_at,
                                completed_at)
       SELECT id, ($2::integer[])[1 + (id + n) % cardinality($2::integer[])],
              CASE WHEN n < 7 THEN 'ACTIVE' WHEN n < 9 THEN 'COMPLETED' ELSE 'DROPPED' END,
              CASE WHEN n < 7 THEN 10 * n WHEN n < 9 THEN 100 ELSE 5 END,
              now() - make_interval(days => 2 * n + 2),
              CASE WHEN n IN (7, 8) THEN now() - make_interval(days => 1) END
       FROM unnest($1::integer[]) AS id, generate_series(0, $3::integer - 1) AS n`,
      [students, this.offerings, ENROLLMENTS_EACH],
    );
    await this.pool.query(
      `INSERT INTO content_progress (user_id, course_offering_id, content_item_id,
                                     progress_percent, started_at, updated_at)
       SELECT e.user_id, e.course_offering_id, item.id, 10 * item.sequence_index, e.enrolled_at,
              e.enrolled_at + make_interval(hours => item.sequence_index)
       FROM enrollments e
       JOIN course_offerings offering ON offering.id = e.course_offering_id
       JOIN content_items item ON item.course_id = offering.course_id
       WHERE e.user_id = ANY($1::integer[])`,
      [students],
    );
  }

  /** The totals that a trigger keeps are those that one gets by counting. */
  private async requireRightTotals(): Promise<void> {
    const { rows } = await this.pool.query<{ enrolled: number; learned: number; wrong: number }>(
      `WITH counted AS (
         SELECT course_offering_id, count(*) FILTER (WHERE status = 'ACTIVE') AS active,
                count(*) FILTER (WHERE status = 'COMPLETED') AS completed,
                count(*) FILTER (WHERE status = 'DROPPED') AS dropped,
                sum(progress_percent) FILTER (WHERE status <> 'DROPPED') AS progress_sum
         FROM enrollments GROUP BY course_offering_id
       ), kept AS (
         SELECT course_offering_id, sum(active) AS active, sum(completed) AS completed,
                sum(dropped) AS dropped, sum(progress_sum) AS progress_sum
         FROM enrollment_totals GROUP BY course_offering_id
       )
       SELECT (SELECT count(*)::integer FROM enrollments) AS enrolled,
              (SELECT count(*)::integer FROM content_progress) AS learned,
              (SELECT count(*)::integer FROM counted FULL JOIN kept USING (course_offering_id)
               WHERE (counted.active, counted.completed, counted.dropped, counted.progress_sum)
                 IS DISTINCT FROM (kept.active, kept.completed, kept.dropped, kept.progress_sum)
              ) AS wrong`,
    );
    const [found] = rows;
    if (
      found?.wrong !== 0 ||
      found.enrolled !== this.enrollments ||
      found.learned !== this.progressRows
    ) {
      throw new Error(
        `Seeding went wrong: ${found?.enrolled} enrolments, ${found?.learned} progress rows, ` +
          `wrong totals of ${found?.wrong} offerings.`,
      );
    }
  }
}
