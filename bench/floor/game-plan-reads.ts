/** The run `$1`. */
export const RUN = `
  SELECT run.id, run.agent, run.student_id, student.uuid, run.requested_by, run.input,
         run.record_version, run.status, run.progress, run.fence, run.result, run.evidence,
         run.writer, run.model, run.prompt_name, run.prompt_version, run.error_code,
         run.error_message, run.created_at, run.finished_at
  FROM agent_runs run JOIN users student ON student.id = run.student_id WHERE run.id = $1`;

/** The student `$1`. */
export const STUDENT = `
  SELECT person.id, person.uuid, person.full_name, person.email::text FROM users person
  WHERE person.id = $1 AND EXISTS (SELECT 1 FROM role_grants held
    WHERE held.user_id = person.id AND held.role = 'STUDENT')`;

/** What stands alone in the record of `$1`. */
export const FACTS = `
  SELECT grade, graduation_year, gpa::float8, gpa_scale::float8, state, citizenship,
         household_income_band, interests, intended_majors, version
  FROM student_records WHERE user_id = $1`;

/** The lists of the record of `$1`. */
export const ENTRIES = `
  SELECT id, kind, data, created_at, updated_at FROM student_record_entries
  WHERE user_id = $1 ORDER BY id`;

/** The latest sessions of `$1`. */
export const SESSIONS = `
  SELECT id, held_on, session_type, duration_minutes, notes FROM coaching_sessions
  WHERE student_id = $1 ORDER BY held_on DESC, created_at DESC LIMIT 50`;

/** What was read out of documents of `$1`. */
export const DOCUMENT_EVIDENCE = `
  SELECT id, kind, quote FROM document_evidence WHERE user_id = $1 ORDER BY id LIMIT 500`;

const COLLEGE = `
  college.unitid, college.opeid6, college.name, college.aliases, college.city, college.state,
  college.control,
  coalesce((SELECT jsonb_object_agg(figure.measure, jsonb_build_object(
      'measure', figure.measure, 'value', figure.value, 'label', figure.label,
      'year', figure.year, 'period', figure.period, 'source', figure.source,
      'coversSystem', figure.covers_system))
    FROM college_figures figure WHERE figure.unitid = college.unitid), '{}') AS figures`;

/** The colleges that are called `$1`. */
export const NAMED_COLLEGES = `
  SELECT ${COLLEGE}, college.name_keys FROM colleges college
  WHERE college.name_keys && $1::text[] ORDER BY college.name, college.unitid`;

/** The colleges to recommend from. */
export const COMPARABLE_COLLEGES = `
  SELECT ${COLLEGE} FROM colleges college
  WHERE EXISTS (SELECT 1 FROM college_figures figure WHERE figure.unitid = college.unitid
                  AND figure.measure = 'mobility_success')
    AND EXISTS (SELECT 1 FROM college_figures figure WHERE figure.unitid = college.unitid
                  AND figure.measure IN ('sat_math_25', 'act_25'))
  ORDER BY college.unitid`;

/** What their success rate is compared with. */
export const SUCCESS_RATES = `
  SELECT min(figure.value) AS value FROM college_figures figure
  JOIN colleges college USING (unitid) WHERE figure.measure = 'mobility_success'
  GROUP BY coalesce(college.opeid6, college.unitid::text)`;
