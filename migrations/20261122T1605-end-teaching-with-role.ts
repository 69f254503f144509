import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever may no longer write the courses of a university no longer teaches there. */
export class EndTeachingWithRole1795363500000 implements MigrationInterface {
  name = 'EndTeachingWithRole1795363500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION end_teaching(person integer) RETURNS void LANGUAGE sql AS $$
        DELETE FROM offering_instructors teacher
        USING course_offerings offering JOIN courses course ON course.id = offering.course_id
        WHERE teacher.user_id = person AND offering.id = teacher.course_offering_id
          AND NOT EXISTS (
            SELECT 1 FROM role_grants kept
            WHERE kept.user_id = person AND (
              (kept.role = 'PLATFORM_ADMIN' AND kept.university_id IS NULL)
              OR (kept.role = 'INSTRUCTOR'
                AND (kept.university_id IS NULL OR kept.university_id = course.university_id))))
      $$`);
    await runner.query(`
      COMMENT ON FUNCTION end_teaching IS
        'Takes the offerings from a person that they taught by a role which they no longer hold'`);
    await runner.query(`
      CREATE FUNCTION end_teaching_with_role() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM end_teaching(OLD.user_id);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER role_grants_end_teaching AFTER DELETE OR UPDATE ON role_grants
      FOR EACH ROW EXECUTE FUNCTION end_teaching_with_role()`);
    // Those whose role was taken before.
    await runner.query(`
      SELECT end_teaching(user_id) FROM (SELECT DISTINCT user_id FROM offering_instructors) teacher`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER role_grants_end_teaching ON role_grants`);
    await runner.query(`DROP FUNCTION end_teaching_with_role, end_teaching`);
  }
}
