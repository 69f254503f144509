import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { EmailPreferencesService } from '../email/email-preferences.service';
import type { ChannelRule } from './kinds/notification-rule';
import { mayBeTold, NOTIFICATION_RULES, ruleOf } from './kinds/notification-rules';
import type {
  ChannelPreference,
  NotificationPreferences,
  NotificationWish,
} from './notification-preference';
import { NotificationPreferencesRepository } from './notification-preferences.repository';
import { PreferenceFixed } from './notifications.errors';

/** Of what people want to be told, and how. Everybody chooses for themselves. */
@Injectable()
export class NotificationPreferencesService {
  constructor(
    private readonly database: Database,
    private readonly wishes: NotificationPreferencesRepository,
    private readonly emails: EmailPreferencesService,
  ) {}

  /** The caller's own, for the kinds that somebody with their roles may be told of. */
  async get(actor: Actor): Promise<NotificationPreferences> {
    const wishes = new Map((await this.wishes.of(actor.userId)).map((wish) => [wish.kind, wish]));
    const { notifications: areMailsWanted } = await this.emails.get(actor);
    const preferences = NOTIFICATION_RULES.filter((rule) => mayBeTold(actor, rule)).map(
      ({ kind, description, inApp, email }) => ({
        kind,
        description,
        in_app: preferenceOf(inApp, wishes.get(kind)?.in_app),
        email: preferenceOf(email, wishes.get(kind)?.email),
      }),
    );
    return { preferences, areMailsRefused: !areMailsWanted };
  }

  /**
   * Changes the caller's own; what is not named stays as it is. It holds for what comes from now on,
   * and mails that wait are dropped where they are no longer wanted.
   *
   * @throws PreferenceFixed for a change of what is told to everybody in the same way.
   * @throws Invalid for a kind that comes twice, or that nobody with these roles is told of.
   */
  async change(
    actor: Actor,
    wishes: readonly NotificationWish[],
  ): Promise<NotificationPreferences> {
    wishes.forEach((wish, position) => requireChangeable(actor, wishes, wish, position));
    const unmailed = wishes.filter(({ email }) => email === false).map(({ kind }) => kind);
    await this.database.transaction(async () => {
      await this.wishes.change(actor.userId, wishes.map(withoutFixed));
      if (unmailed.length > 0) await this.wishes.dropMails(actor.userId, unmailed);
    });
    return this.get(actor);
  }
}

function requireChangeable(
  actor: Actor,
  wishes: readonly NotificationWish[],
  wish: NotificationWish,
  position: number,
): void {
  const rule = ruleOf(wish.kind);
  const refuse = (message: string, name: string): never => {
    throw new Invalid([{ path: ['body', 'preferences', position, 'kind'], message, rule: name }]);
  };
  if (!mayBeTold(actor, rule)) refuse('nobody with your roles is told of this', 'not_for_you');
  if (wishes.findIndex(({ kind }) => kind === wish.kind) < position) {
    refuse('the kind comes twice', 'repeated');
  }
  for (const [channel, held] of [
    ['in_app', rule.inApp],
    ['email', rule.email],
  ] as const) {
    const isWanted = wish[channel];
    if (isWanted === undefined || held.fixedBecause === undefined) continue;
    if (isWanted !== held.byDefault)
      throw new PreferenceFixed(position, channel, held.fixedBecause);
  }
}

/** Agreeing to what can't be changed leaves nothing behind. */
function withoutFixed(wish: NotificationWish): NotificationWish {
  const { kind, inApp, email } = ruleOf(wish.kind);
  return {
    kind,
    ...(inApp.fixedBecause === undefined && wish.in_app !== undefined && { in_app: wish.in_app }),
    ...(email.fixedBecause === undefined && wish.email !== undefined && { email: wish.email }),
  };
}

function preferenceOf(rule: ChannelRule, wish: boolean | null | undefined): ChannelPreference {
  const { byDefault, fixedBecause } = rule;
  if (fixedBecause !== undefined) return { isOn: byDefault, fixedBecause };
  return { isOn: wish ?? byDefault, fixedBecause: null };
}
