import { type Actor, holdsRole } from '../../../kernel/actor';
import type { NotificationKind } from '../notification-kind';
import { ACCOUNT_KINDS } from './account-kinds';
import { COACHING_KINDS } from './coaching-kinds';
import { LEARNING_KINDS } from './learning-kinds';
import type { NotificationRule } from './notification-rule';

/** The rule of every kind, in the order in which people choose. */
export const NOTIFICATION_RULES: readonly NotificationRule[] = [
  ...LEARNING_KINDS,
  ...COACHING_KINDS,
  ...ACCOUNT_KINDS,
];

const BY_KIND: ReadonlyMap<NotificationKind, NotificationRule> = new Map(
  NOTIFICATION_RULES.map((rule) => [rule.kind, rule]),
);

/** The rule of a kind. */
export function ruleOf(kind: NotificationKind): NotificationRule {
  const rule = BY_KIND.get(kind);
  if (rule === undefined) throw new Error(`The kind "${kind}" has no rule. Add one.`);
  return rule;
}

/** Whether somebody with the roles of the actor may ever be told of a kind. */
export function mayBeTold(actor: Actor, { audience }: NotificationRule): boolean {
  return audience === 'everybody' || holdsRole(actor, ...audience);
}

/** Whether mails of a kind are sent by the notifications, not by the feature that it is about. */
export function isMailedHere({ email }: NotificationRule): boolean {
  return email.fixedBecause === undefined;
}
