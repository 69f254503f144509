import type { Pool } from 'pg';
import { newKeyText, shownPartsOf } from '../src/domain/api-keys/key-text';
import { hashSecretToken } from '../src/platform/crypto/secret-token';
import type { Crowd } from './crowd';

const TASKS_DONE = 12;
const POINTS_EARNED = 1_250;
const POINTS_STAKED = 1_000;

/** So many students with a key each, who have done tasks and earned points. */
export async function keyHolders(pool: Pool, crowd: Crowd, count: number): Promise<string[]> {
  const students = await crowd.students(count);
  const keys = students.map(() => newKeyText());
  const ids = students.map(({ id }) => id);
  await pool.query(
    `WITH given AS (
       SELECT * FROM unnest($1::integer[], $2::bytea[], $3::text[])
         AS given (user_id, secret_hash, last_four)
     ), held AS (
       INSERT INTO api_keys (user_id, name, permissions, last_used_at)
       SELECT user_id, 'bench', ARRAY['read:user'], now() FROM given RETURNING id, user_id
     )
     INSERT INTO api_key_secrets (api_key_id, secret_hash, prefix, last_four)
     SELECT held.id, given.secret_hash, 'trl_live_0000', given.last_four
     FROM held JOIN given USING (user_id)`,
    [ids, keys.map(hashSecretToken), keys.map((key) => shownPartsOf(key).lastFour)],
  );
  await pool.query(
    `INSERT INTO tasks (user_id, title, source, source_key, status, completed_at)
     SELECT user_id, 'Read', 'bench', n::text, 'done', now()
     FROM unnest($1::integer[]) AS user_id, generate_series(1, $2::integer) AS n`,
    [ids, TASKS_DONE],
  );
  await pool.query(
    `SELECT post_points('bench:' || id, 'bench_reward', id::text, NULL, NULL, $2, NULL, 'rewards',
                        id, 'available'),
            post_points('bench-stake:' || id, 'stake', id::text, NULL, NULL, $3, id, 'available',
                        id, 'staked')
     FROM unnest($1::integer[]) AS id`,
    [ids, POINTS_EARNED, POINTS_STAKED],
  );
  return keys;
}
