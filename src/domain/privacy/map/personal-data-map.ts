import { ACCOUNT_TABLES } from './account-tables';
import { ADMINISTRATION_TABLES } from './administration-tables';
import { ANALYTICS_TABLES } from './analytics-tables';
import { DOCUMENT_TABLES } from './document-tables';
import { MONEY_TABLES } from './money-tables';
import { POINT_TABLES } from './point-tables';
import { CHAT_TABLES } from './chat-tables';
import { COACHING_TABLES } from './coaching-tables';
import { LEARNING_TABLES } from './learning-tables';
import { EMAIL_TABLES } from './email-tables';
import { NOTIFICATION_TABLES } from './notification-tables';
import { TOPIC_TABLES } from './topic-tables';
import { WEBHOOK_TABLES } from './webhook-tables';
import type { TableRules } from './table-rule';

/**
 * Every table in which people occur: who they are in it, what is exported, what erasure does. A
 * test compares it, and a list of the tables without people, with the migrated schema.
 */
export const PERSONAL_DATA_MAP: TableRules = {
  ...CHAT_TABLES,
  ...LEARNING_TABLES,
  ...ANALYTICS_TABLES,
  ...COACHING_TABLES,
  ...EMAIL_TABLES,
  ...DOCUMENT_TABLES,
  ...MONEY_TABLES,
  ...POINT_TABLES,
  ...ADMINISTRATION_TABLES,
  ...NOTIFICATION_TABLES,
  ...TOPIC_TABLES,
  ...WEBHOOK_TABLES,
  ...ACCOUNT_TABLES,
};

/** Why rows stay after an erasure, by table: a part of every certificate. */
export function keptAfterErasure(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(PERSONAL_DATA_MAP).flatMap(([table, { erasure }]) =>
      'kept' in erasure && erasure.kept !== undefined ? [[table, erasure.kept]] : [],
    ),
  );
}

/** Statements that erase a person, in the order in which they run; the account itself goes last. */
export function erasureStatements(): { readonly table: string; readonly statement: string }[] {
  const { users, ...others } = PERSONAL_DATA_MAP;
  return Object.entries({ ...others, users }).flatMap(([table, rule]) =>
    rule?.erasure.by === 'statements'
      ? rule.erasure.statements.map((statement) => ({ table, statement }))
      : [],
  );
}
