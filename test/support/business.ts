import { randomUUID } from 'node:crypto';
import type { Role } from '../../src/kernel/actor';
import { activity, insertActivity } from './activity-rows';
import type { TestDatabase } from './test-database';

/** An account as reports look at it. */
export interface Account {
  readonly id: number;
  readonly isActive: boolean;
  readonly createdAt: Date;
  /** When the person did something. */
  readonly didAt: Date | null;
  /** When something happened to the person that others did. */
  readonly befellAt: Date | null;
  /** When a program renewed the person's sign-in. */
  readonly renewedAt: Date | null;
  readonly roles: readonly { role: Role; grantedAt: Date }[];
  /** In thousandths; null for an assessment without evidence, absent without one. */
  readonly readiness?: number | null;
}

/** A payment as reports look at it. */
export interface Payment {
  readonly amountCents: number;
  readonly refundedCents: number;
  readonly currency: string;
  readonly paidAt: Date;
}

/** Stores accounts as they would have come to be in the course of years. */
export async function storeAccounts(
  database: TestDatabase,
  accounts: readonly Account[],
): Promise<void> {
  await database.query(
    `INSERT INTO users (id, email, username, full_name, password_hash, is_active, created_at)
     SELECT id, 'account-' || id || '@example.com', 'account-' || id, 'Somebody', 'none',
            "isActive", "createdAt"
     FROM jsonb_to_recordset($1) AS account(id integer, "isActive" boolean,
       "createdAt" timestamptz)`,
    [JSON.stringify(accounts)],
  );
  const grants = accounts.flatMap(({ id, roles }) => roles.map((held) => ({ id, ...held })));
  await database.query(
    `INSERT INTO role_grants (user_id, role, granted_at)
     SELECT id, role, "grantedAt"
     FROM jsonb_to_recordset($1) AS held(id integer, role text, "grantedAt" timestamptz)`,
    [JSON.stringify(grants)],
  );
  const renewals = accounts
    .filter(({ renewedAt }) => renewedAt !== null)
    .map(({ id, renewedAt }) => ({ id, renewedAt, signIn: randomUUID() }));
  await database.query(
    `WITH renewal AS (
       SELECT * FROM jsonb_to_recordset($1)
         AS renewal(id integer, "renewedAt" timestamptz, "signIn" uuid)
     ), sign_in AS (
       INSERT INTO sign_ins (id, user_id, surface, created_at, expires_at)
       SELECT "signIn", id, 'learning', '2020-01-01Z', '2020-02-01Z' FROM renewal
     ), first AS (
       INSERT INTO refresh_tokens (sign_in_id, token_hash, issued_at, replaced_at)
       SELECT "signIn", decode(md5('first ' || "signIn"), 'hex'), '2020-01-01Z', "renewedAt"
       FROM renewal RETURNING id, sign_in_id
     )
     INSERT INTO refresh_tokens (sign_in_id, token_hash, parent_id, issued_at)
     SELECT "signIn", decode(md5('second ' || "signIn"), 'hex'), first.id, "renewedAt"
     FROM renewal JOIN first ON first.sign_in_id = "signIn"`,
    [JSON.stringify(renewals)],
  );
  await insertActivity(database, [
    ...accounts.flatMap(({ id, didAt }) =>
      didAt === null
        ? []
        : [activity({ key: `did ${id}`, userId: id, kind: 'note.created', occurredAt: didAt })],
    ),
    ...accounts.flatMap(({ id, befellAt }) =>
      befellAt === null
        ? []
        : [
            activity({
              key: `befell ${id}`,
              userId: id,
              kind: 'enrollment.created',
              occurredAt: befellAt,
              isOwn: false,
            }),
          ],
    ),
  ]);
  const assessed = accounts.filter(({ readiness }) => readiness !== undefined);
  await database.query(
    `INSERT INTO student_readiness (user_id, score)
     SELECT id, readiness / 1000.0
     FROM jsonb_to_recordset($1) AS assessed(id integer, readiness integer)`,
    [JSON.stringify(assessed)],
  );
}

/** Stores payments as the payment provider told of them. */
export async function storePayments(
  database: TestDatabase,
  payments: readonly Payment[],
): Promise<void> {
  await database.query(
    `INSERT INTO payments (provider_ref, amount_cents, refunded_cents, currency, paid_at, livemode,
                           as_of)
     SELECT gen_random_uuid()::text, "amountCents", "refundedCents", currency, "paidAt", false, 1
     FROM jsonb_to_recordset($1) AS payment("amountCents" integer, "refundedCents" integer,
       currency text, "paidAt" timestamptz)`,
    [JSON.stringify(payments)],
  );
}

/** Stores sessions of a coach with a student, held on these days. */
export async function storeSessions(
  database: TestDatabase,
  coachId: number,
  studentId: number,
  days: readonly string[],
): Promise<void> {
  await database.query(
    `INSERT INTO coaching_sessions (coach_id, student_id, session_type, held_on, duration_minutes,
                                    next_recommended_on)
     SELECT $1, $2, 'essay_review', day, 60, day + 14 FROM unnest($3::date[]) day`,
    [coachId, studentId, days],
  );
}
