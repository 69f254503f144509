/**
 * The CTE `score`: of each attempt at a quiz and each lab submission the score that was known last.
 * It needs `seen`.
 */
export const SCORES_THAT_COUNT = `
  score AS (
    SELECT said.* FROM seen said
    WHERE said.kind IN ('quiz.scored', 'lab.scored') AND NOT EXISTS (
      SELECT FROM seen later
      WHERE later.kind = said.kind AND later.user_id = said.user_id
        AND later.object_id = said.object_id
        AND (later.known_at, later.key) > (said.known_at, said.key))
  )`;
