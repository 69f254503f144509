import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../../../domain/audit/audit.service';
import { ActorResolver } from '../../../domain/auth/actor-resolver';
import { type Actor, isPlatformAdmin } from '../../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';

/** The name of the cookie. */
export const BOARD_COOKIE = 'trellis_ops';

const LIFETIME_SECONDS = 900;
const LONGEST_COOKIE = 2_000;

/** What the cookie says: whose sign-in it came from, and until when it is good. */
interface BoardSession {
  readonly sid: string;
  readonly uid: number;
  readonly sub: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * A quarter of an hour at the queue board. A browser cannot send a token with every page, so that the
 * token is exchanged for a cookie: signed, for /ops alone, never sent along by other sites, out of
 * reach of scripts. Each request still asks whether the sign-in lasts and its bearer is an admin.
 */
@Injectable()
export class BoardSessions {
  private readonly key: Buffer;
  private readonly isSecure: boolean;

  constructor(
    @Inject(CONFIGURATION) configuration: Configuration,
    private readonly actors: ActorResolver,
    private readonly audit: AuditService,
  ) {
    // A key of its own: neither can an access token be a cookie, nor a cookie an access token.
    this.key = Buffer.from(hkdfSync('sha256', configuration.auth.secret, '', 'queue board', 32));
    this.isSecure = configuration.http.publicUrl.startsWith('https:');
  }

  /** Begins a session, on record. @returns the Set-Cookie header. */
  async begin(actor: Actor): Promise<string> {
    await this.audit.record({
      actor,
      action: 'queue_board.open',
      subjectType: 'queue_board',
      subjectIds: [],
    });
    const session: BoardSession = {
      sid: actor.sessionId,
      uid: actor.userId,
      sub: actor.userUuid,
      until: Date.now() + LIFETIME_SECONDS * 1_000,
    };
    const body = Buffer.from(JSON.stringify(session)).toString('base64url');
    return this.cookie(`${body}.${this.sign(body)}`, LIFETIME_SECONDS);
  }

  /** The Set-Cookie header that ends a session in the browser. */
  end(): string {
    return this.cookie('', 0);
  }

  /** Whether these cookies belong to somebody who is a platform admin at this moment. */
  async admits(cookies: string | undefined): Promise<boolean> {
    const session = this.read(cookies);
    if (session === null || session.until < Date.now()) return false;
    const { sid, uid, sub } = session;
    const actor = await this.actors.resolve({ sid, uid, sub, typ: 'access' }).catch(() => null);
    return actor !== null && isPlatformAdmin(actor);
  }

  private read(cookies: string | undefined): BoardSession | null {
    const value = cookies
      ?.split(';')
      .map((part) => part.trim())
      .find((part) => part.startsWith(`${BOARD_COOKIE}=`))
      ?.slice(BOARD_COOKIE.length + 1);
    if (value === undefined || value.length > LONGEST_COOKIE) return null;
    const [body = '', signature = ''] = value.split('.');
    const expected = Buffer.from(this.sign(body));
    const presented = Buffer.from(signature);
    const isOurs = presented.length === expected.length && timingSafeEqual(presented, expected);
    return isOurs ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as BoardSession) : null;
  }

  private sign(body: string): string {
    return createHmac('sha256', this.key).update(body).digest('base64url');
  }

  private cookie(value: string, seconds: number): string {
    return [
      `${BOARD_COOKIE}=${value}`,
      'Path=/ops',
      `Max-Age=${seconds}`,
      'HttpOnly',
      'SameSite=Strict',
      ...(this.isSecure ? ['Secure'] : []),
    ].join('; ');
  }
}
