import type { TableRules } from './table-rule';

/** Accounts, how people sign in, and what the program keeps of their calls. */
export const ACCOUNT_TABLES: TableRules = {
  users: {
    persons: { id: 'owner', uuid: 'owner', email: 'owner' },
    texts: {
      email: 'identity',
      username: 'identity',
      full_name: 'identity',
      password_hash: 'secret',
      locale: 'code',
      time_zone: 'code',
    },
    export: {
      file: 'account.json',
      about: 'Your account',
      select: `SELECT uuid AS id, email, username, full_name, is_active, locale, time_zone,
        current_streak_days, last_activity_date, last_login_at, email_verified_at, created_at,
        updated_at FROM users WHERE id = {id}`,
    },
    erasure: { by: 'statements', statements: [`DELETE FROM users WHERE id = {id}`] },
  },
  user_profiles: {
    persons: { user_id: 'owner' },
    texts: { learning_goal: 'words', study_level: 'words', grade: 'words', phone: 'identity' },
    export: {
      file: 'profile.json',
      about: 'What you told about yourself when you joined, or later',
      select: `SELECT date_of_birth, learning_goal, study_level, grade, phone, updated_at
        FROM user_profiles WHERE user_id = {id}`,
    },
    erasure: { by: 'account' },
  },
  subject_preferences: {
    persons: { user_id: 'owner' },
    texts: {},
    export: {
      file: 'favourite-subjects.json',
      about: 'The subjects that you care for',
      select: `SELECT subject.name FROM subject_preferences preference
        JOIN subjects subject ON subject.id = preference.subject_id
        WHERE preference.user_id = {id} ORDER BY subject.name`,
    },
    erasure: { by: 'account' },
  },
  role_grants: {
    persons: { user_id: 'owner' },
    texts: { role: 'code' },
    export: {
      file: 'roles.json',
      about: 'What you may do here',
      select: `SELECT held.role, university.name AS university, held.granted_at
        FROM role_grants held LEFT JOIN universities university ON university.id = held.university_id
        WHERE held.user_id = {id} ORDER BY held.id`,
    },
    erasure: { by: 'account' },
  },
  sign_ins: {
    persons: { user_id: 'owner' },
    texts: { surface: 'code', revoked_because: 'code' },
    export: {
      file: 'sign-ins.json',
      about: 'When you signed in',
      select: `SELECT surface, created_at, expires_at, revoked_at, revoked_because
        FROM sign_ins WHERE user_id = {id} ORDER BY created_at, id`,
    },
    erasure: { by: 'account' },
  },
  refresh_tokens: {
    persons: { sign_in_id: 'named' },
    texts: { token_hash: 'secret' },
    export: { left: 'Hashes of keys; they say nothing of you.' },
    erasure: { by: 'account' },
  },
  account_tokens: {
    persons: { user_id: 'owner', email: 'owner' },
    texts: { purpose: 'code', token_hash: 'secret', email: 'identity' },
    export: { left: 'Hashes of links in mails; they say nothing of you.' },
    erasure: { by: 'account' },
  },
  api_keys: {
    persons: { user_id: 'owner' },
    texts: {
      name: 'words',
      permissions: 'code',
      allowed_addresses: 'words',
      revoked_because: 'code',
    },
    export: {
      file: 'api-keys.json',
      about: 'Keys with which programs call for you',
      select: `SELECT name, permissions, allowed_addresses, created_at, expires_at, last_used_at,
          revoked_at, revoked_because
        FROM api_keys WHERE user_id = {id} ORDER BY created_at, id`,
    },
    erasure: { by: 'account' },
  },
  api_key_secrets: {
    persons: { api_key_id: 'named' },
    texts: { secret_hash: 'secret', prefix: 'secret', last_four: 'secret' },
    export: { left: 'Hashes of keys; they say nothing of you.' },
    erasure: { by: 'account' },
  },
  api_key_reports: {
    persons: { api_key_id: 'named' },
    texts: { source_url: 'other', note: 'other' },
    export: {
      file: 'api-key-reports.json',
      about: 'Where somebody found a key of yours that had leaked; not what else they wrote',
      select: `SELECT held.name, report.source_url, report.reported_at
        FROM api_key_reports report JOIN api_keys held ON held.id = report.api_key_id
        WHERE held.user_id = {id} ORDER BY report.reported_at, report.id`,
    },
    erasure: { by: 'account' },
  },
  audit_entries: {
    persons: { actor_id: 'author', subject_ids: 'named' },
    texts: { action: 'code', subject_type: 'code', subject_ids: 'code', details: 'code' },
    export: {
      file: 'access-log.json',
      about: 'Who else read or changed your record',
      select: `SELECT entry.occurred_at, entry.action,
          coalesce((SELECT min(held.role) FROM role_grants held
            WHERE held.user_id = entry.actor_id AND held.role <> 'STUDENT'), 'FORMER_STAFF') AS role
        FROM audit_entries entry
        WHERE entry.subject_type = 'user' AND entry.subject_ids @> ARRAY[{id}::text]
          AND entry.actor_id IS DISTINCT FROM {id}::integer
        ORDER BY entry.id`,
    },
    erasure: {
      by: 'kept',
      kept: 'The trail of who read and changed what: kept as proof of lawful handling. It holds numbers of accounts, never a name, an address or words; the number of an erased account leads nowhere.',
    },
  },
  personal_data_exports: {
    persons: { user_id: 'owner', requested_by: 'author' },
    texts: { status: 'code' },
    export: {
      file: 'exports.json',
      about: 'The exports of your data that were asked for',
      select: `SELECT status, requested_at, finished_at, expires_at
        FROM personal_data_exports WHERE user_id = {id} ORDER BY requested_at, id`,
    },
    erasure: { by: 'account' },
  },
  erasures: {
    persons: { user_id: 'named', requested_by: 'author', parting_address: 'named' },
    texts: {
      reason: 'code',
      status: 'code',
      parts_done: 'code',
      parting_address: 'identity',
    },
    export: {
      file: 'erasures.json',
      about: 'Erasures of your data that were asked for',
      select: `SELECT reason, status, requested_at, due_at FROM erasures
        WHERE user_id = {id} ORDER BY requested_at, id`,
    },
    erasure: {
      by: 'authorship',
      kept: 'That an erasure was asked for and carried out, without the person: it leads the work after a failure. The address for the last mail is forgotten when that mail has left.',
    },
  },
  erasure_certificates: {
    persons: { person_hash: 'named' },
    texts: { person_hash: 'secret', reason: 'code', erased: 'code', kept: 'code' },
    export: { left: 'Written only when the account is gone.' },
    erasure: {
      by: 'kept',
      kept: 'The proof that an erasure took place: a hash of the random id that the person had, dates, and counts.',
    },
  },
  guardian_consent_events: {
    persons: { user_id: 'owner', guardian_email: 'named' },
    texts: { kind: 'code', guardian_email: 'other', guardian_name: 'other' },
    export: {
      file: 'guardian-consent.json',
      about: "When your guardian was asked, and what they answered; not the guardian's own data",
      select: `SELECT kind, occurred_at FROM guardian_consent_events
        WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  idempotency_keys: {
    persons: { user_id: 'owner' },
    texts: {
      key_hash: 'secret',
      request_hash: 'secret',
      status: 'code',
      ciphertext: 'secret',
      nonce: 'secret',
      key_id: 'code',
    },
    export: {
      left: 'Replies of the last 24 hours to your own programs, sealed so that they can be repeated.',
    },
    erasure: { by: 'account' },
  },
  outbox: {
    persons: { payload: 'named' },
    texts: { kind: 'code', name: 'code', payload: 'words', origin: 'code' },
    export: { left: 'Work that waits for a moment; what it is about is in the other files.' },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM outbox WHERE payload ->> 'userId' = {id}::text
           OR payload ->> 'studentId' = {id}::text OR payload::text ILIKE '%' || {uuid} || '%'
           OR strpos(lower(payload::text), lower({email})) > 0`,
      ],
    },
  },
  llm_usage: {
    persons: { user_id: 'named' },
    texts: { model: 'code', purpose: 'code' },
    export: {
      file: 'model-usage.json',
      about: 'What your questions to the tutor, and the calls of your programs, used',
      select: `SELECT purpose, model, input_tokens, output_tokens, estimated, created_at
        FROM llm_usage WHERE user_id = {id} ORDER BY id`,
    },
    erasure: {
      by: 'kept',
      kept: 'What the tutor cost: kept for the books. It holds numbers of tokens and of an account that leads nowhere any more, and no words.',
    },
  },
  completion_holds: {
    persons: { user_id: 'owner' },
    texts: {},
    export: { left: 'Numbers of calls that are under way, gone with their end.' },
    erasure: { by: 'account' },
  },
  llm_usage_days: {
    persons: { user_id: 'named' },
    texts: {},
    export: { left: 'Sums of model-usage.json.' },
    erasure: { by: 'kept', kept: 'Daily sums of what the tutor cost: kept for the books.' },
  },
};
