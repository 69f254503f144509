import { hashSecretToken } from '../../src/platform/crypto/secret-token';
import { newKeyText, shownPartsOf } from '../../src/domain/api-keys/key-text';
import { type Permission, PERMISSIONS, type Role } from '../../src/kernel/actor';
import { type PeopleHome, person, type Person } from './people';

/** A person with a key, as programs of theirs call. */
export interface Developer {
  /** Goes where a token goes: `{ token: developer.key }`. */
  readonly key: string;
  /** The uuid of the key. */
  readonly keyId: string;
  readonly person: Person;
}

/** What sets a developer apart. */
interface DeveloperOptions {
  /** All of them where nothing is said. */
  readonly permissions?: readonly Permission[];
  readonly plan?: 'free' | 'pro' | 'enterprise';
  readonly role?: Role;
  /** Somebody who is there already gets one key more. */
  readonly person?: Person;
}

/** Registers a person and gives them a key, as the API would. */
export async function developer(
  app: PeopleHome,
  options: DeveloperOptions = {},
): Promise<Developer> {
  const roles = options.role === undefined ? [] : [options.role];
  const owner = options.person ?? (await person(app, ...roles));
  if (options.plan !== undefined && options.plan !== 'free') {
    await app.database.query(
      `INSERT INTO entitlements (user_id, kind, value, source, valid_from)
       VALUES ($1, 'plan', $2, 'grant:00000000-0000-4000-8000-000000000000', now())
       ON CONFLICT DO NOTHING`,
      [owner.id, options.plan],
    );
  }
  const key = newKeyText();
  const { prefix, lastFour } = shownPartsOf(key);
  const [row] = await app.database.query<{ id: string }>(
    `WITH held AS (
       INSERT INTO api_keys (user_id, name, permissions) VALUES ($1, 'A test', $2::text[])
       RETURNING id
     ), secret AS (
       INSERT INTO api_key_secrets (api_key_id, secret_hash, prefix, last_four)
       SELECT id, $3, $4, $5 FROM held
     )
     SELECT id FROM held`,
    [owner.id, options.permissions ?? PERMISSIONS, hashSecretToken(key), prefix, lastFour],
  );
  if (row === undefined) throw new Error('The key is not in the database.');
  return { key, keyId: row.id, person: owner };
}
