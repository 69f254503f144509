import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import { GatheredCalls } from '../../platform/database/gathered-calls';

/** A refresh token as stored, with the sign-in it belongs to. */
export interface StoredRefreshToken {
  readonly id: number;
  readonly signInId: string;
  readonly userId: number;
  readonly userUuid: string;
  readonly surface: string;
  readonly isUsable: boolean;
  readonly parentId: number | null;
  /** Milliseconds since it was first exchanged for a newer one; null while it is the newest. */
  readonly replacedForMs: number | null;
  /** Whether a token made from it was exchanged in turn. */
  readonly hasReplacedChild: boolean;
}

const USER_COLUMNS = `
  u.id AS "userId", u.uuid AS "userUuid",
  coalesce((SELECT jsonb_agg(jsonb_build_object('role', g.role, 'universityId', g.university_id))
            FROM role_grants g WHERE g.user_id = u.id), '[]') AS grants`;

const IS_LIVE = `s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active`;

const signedIn = (condition: string): string => `
  SELECT s.id AS "sessionId", ${USER_COLUMNS}
  FROM sign_ins s JOIN users u ON u.id = s.user_id
  WHERE s.id ${condition} AND ${IS_LIVE}`;

/** A list is planned at each execution, a single one is not: most are asked for alone. */
const SIGNED_IN = { one: signedIn('= $1'), many: signedIn('= ANY ($1::uuid[])') };

/**
 * So many sign-ins are looked up in one statement, and so many statements run at once. All that
 * wait: while the database hangs, nobody waits longer than two statements may take.
 */
const LOOKED_UP = { together: 10_000, atOnce: 2 };

/** Sign-ins and their refresh tokens. */
@Injectable()
export class SignInsRepository {
  private readonly lookingUp = new GatheredCalls(
    (signInIds: readonly string[]) => this.lookUp(signInIds),
    LOOKED_UP.together,
    LOOKED_UP.atOnce,
  );

  constructor(private readonly database: Database) {}

  async insert(id: string, userId: number, surface: string, days: number): Promise<void> {
    await this.database.query(
      `INSERT INTO sign_ins (id, user_id, surface, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(days => $4))`,
      [id, userId, surface, days],
    );
  }

  async insertToken(signInId: string, tokenHash: Buffer, parentId: number | null): Promise<void> {
    await this.database.query(
      `INSERT INTO refresh_tokens (sign_in_id, token_hash, parent_id) VALUES ($1, $2, $3)`,
      [signInId, tokenHash, parentId],
    );
  }

  /** The token with its sign-in locked, so that two exchanges of it run one after the other. */
  async findTokenForUpdate(tokenHash: Buffer): Promise<StoredRefreshToken | null> {
    const found = await this.database.queryOne<{ sign_in_id: string }>(
      `SELECT sign_in_id FROM refresh_tokens WHERE token_hash = $1`,
      [tokenHash],
    );
    if (found === null) return null;
    await this.database.query(`SELECT 1 FROM sign_ins WHERE id = $1 FOR UPDATE`, [
      found.sign_in_id,
    ]);
    return this.database.queryOne<StoredRefreshToken>(
      `SELECT t.id, s.id AS "signInId", s.user_id AS "userId", u.uuid AS "userUuid", s.surface,
              s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active AS "isUsable",
              t.parent_id AS "parentId",
              (extract(epoch FROM clock_timestamp() - t.replaced_at) * 1000)::float8
                AS "replacedForMs",
              EXISTS (SELECT 1 FROM refresh_tokens c
                      WHERE c.parent_id = t.id AND c.replaced_at IS NOT NULL) AS "hasReplacedChild"
       FROM refresh_tokens t JOIN sign_ins s ON s.id = t.sign_in_id JOIN users u ON u.id = s.user_id
       WHERE t.token_hash = $1`,
      [tokenHash],
    );
  }

  /** Prolongs the sign-in from now, as its rotating clients expect. */
  async prolong(signInId: string, days: number): Promise<void> {
    await this.database.query(
      `UPDATE sign_ins SET expires_at = now() + make_interval(days => $2) WHERE id = $1`,
      [signInId, days],
    );
  }

  async markReplaced(tokenId: number): Promise<void> {
    await this.database.query(
      `UPDATE refresh_tokens SET replaced_at = coalesce(replaced_at, now()) WHERE id = $1`,
      [tokenId],
    );
  }

  async revoke(signInId: string, because: string): Promise<void> {
    await this.database.query(
      `UPDATE sign_ins SET revoked_at = now(), revoked_because = $2
       WHERE id = $1 AND revoked_at IS NULL`,
      [signInId, because],
    );
  }

  /** Ends every sign-in of the person. @returns their ids. */
  async revokeAllOf(userId: number, because: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE sign_ins SET revoked_at = now(), revoked_because = $2
       WHERE user_id = $1 AND revoked_at IS NULL RETURNING id`,
      [userId, because],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Who stands behind a sign-in that is neither revoked nor expired, if the account is active; with
   * whatever else is asked at the same moment. Never of an open transaction.
   */
  findSignedIn(signInId: string): Promise<Actor | null> {
    return this.lookingUp.ask(signInId);
  }

  /** The same of many sign-ins in one statement; those that have ended are left out. */
  findAllSignedIn(signInIds: readonly string[]): Promise<Actor[]> {
    return signInIds.length === 1
      ? this.database.prepared('signed_in_one', SIGNED_IN.one, signInIds)
      : this.database.prepared('signed_in_many', SIGNED_IN.many, [signInIds]);
  }

  private async lookUp(signInIds: readonly string[]): Promise<(Actor | null)[]> {
    const actors = await this.findAllSignedIn(signInIds);
    const byId = new Map(actors.map((actor) => [actor.sessionId, actor]));
    return signInIds.map((id) => byId.get(id) ?? null);
  }
}
