import type { TableRules } from './table-rule';

/** What people bought, and what it entitles them to. */
export const MONEY_TABLES: TableRules = {
  entitlements: {
    persons: { user_id: 'owner' },
    texts: { kind: 'code', value: 'code', source: 'code' },
    export: {
      file: 'entitlements.json',
      about: 'What you are entitled to',
      select: `SELECT kind, value, valid_from, valid_until FROM entitlements
        WHERE user_id = {id} ORDER BY created_at, id`,
    },
    erasure: { by: 'account' },
  },
  stripe_customers: {
    persons: { user_id: 'owner', customer_id: 'named' },
    texts: { customer_id: 'code' },
    export: { left: 'The number under which the payment provider knows you.' },
    erasure: { by: 'account' },
  },
  checkouts: {
    persons: { user_id: 'owner' },
    texts: {
      price_id: 'code',
      success_url: 'code',
      cancel_url: 'code',
      session_id: 'code',
      session_url: 'secret',
      status: 'code',
      payment_ref: 'code',
    },
    export: {
      file: 'checkouts.json',
      about: 'Purchases that you began',
      select: `SELECT price.name, checkout.status, checkout.created_at
        FROM checkouts checkout JOIN prices price ON price.id = checkout.price_id
        WHERE checkout.user_id = {id} ORDER BY checkout.created_at, checkout.id`,
    },
    erasure: { by: 'account' },
  },
  subscriptions: {
    persons: { user_id: 'owner' },
    texts: { id: 'code', price_ids: 'code', status: 'code' },
    export: {
      file: 'subscriptions.json',
      about: 'Your subscriptions',
      select: `SELECT status, started_at, current_period_start, current_period_end,
          cancel_at_period_end, ended_at
        FROM subscriptions WHERE user_id = {id} ORDER BY started_at, id`,
    },
    erasure: { by: 'account' },
  },
  payments: {
    persons: { user_id: 'owner' },
    texts: { provider_ref: 'code', currency: 'code' },
    export: {
      file: 'payments.json',
      about: 'What you paid',
      select: `SELECT amount_cents, refunded_cents, currency, paid_at FROM payments
        WHERE user_id = {id} ORDER BY paid_at, id`,
    },
    erasure: {
      by: 'authorship',
      kept: 'Amounts and dates of payments, as tax law demands, without the person who paid.',
    },
  },
  stripe_events: {
    persons: { object_id: 'named' },
    texts: { id: 'code', type: 'code', object_id: 'code', status: 'code' },
    export: { left: 'What the payment provider told this platform, by numbers.' },
    erasure: {
      by: 'kept',
      kept: 'Which messages of the payment provider were handled, by numbers: without them a message could be handled twice.',
    },
  },
  payment_reconciliations: {
    persons: { started_by: 'author' },
    texts: { status: 'code', repaired: 'code', error: 'code' },
    export: { left: "The installation's comparisons with the payment provider." },
    erasure: {
      by: 'authorship',
      kept: 'Comparisons with the payment provider; who started one is cleared.',
    },
  },
};
