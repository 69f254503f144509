import type { TableRules } from './table-rule';

/** What programs of a person are told. */
export const WEBHOOK_TABLES: TableRules = {
  webhook_endpoints: {
    persons: { user_id: 'owner' },
    texts: {
      url: 'words',
      host: 'words',
      description: 'words',
      events: 'code',
      ciphertext: 'secret',
      nonce: 'secret',
      key_id: 'code',
      previous_ciphertext: 'secret',
      previous_nonce: 'secret',
      previous_key_id: 'code',
      status: 'code',
      disabled_because: 'code',
    },
    export: {
      file: 'webhooks.json',
      about: 'Where your programs wanted to hear of your events',
      select: `SELECT id, url, description, events, status, disabled_because, created_at, updated_at
        FROM webhook_endpoints WHERE user_id = {id} ORDER BY created_at, id`,
    },
    erasure: { by: 'account' },
  },
  webhook_deliveries: {
    persons: { endpoint_id: 'named' },
    texts: { event_type: 'code', data: 'code', status: 'code', last_error: 'code' },
    export: {
      file: 'webhook-deliveries.json',
      about: 'What your programs were told in the last 30 days; endpoint_id leads to webhooks.json',
      select: `SELECT delivery.endpoint_id, delivery.event_type, delivery.data, delivery.occurred_at,
          delivery.status, delivery.finished_at
        FROM webhook_deliveries delivery
        JOIN webhook_endpoints endpoint ON endpoint.id = delivery.endpoint_id
        WHERE endpoint.user_id = {id} ORDER BY delivery.created_at, delivery.id`,
    },
    erasure: { by: 'account' },
  },
  webhook_attempts: {
    persons: { delivery_id: 'named' },
    texts: { error: 'code' },
    export: { left: 'Status codes of servers; what was sent is in webhook-deliveries.json.' },
    erasure: { by: 'account' },
  },
  deferred_events: {
    persons: { payload: 'named' },
    texts: { sink: 'code', name: 'code', payload: 'words' },
    export: { left: 'Work that waits for a moment; what it is about is in the other files.' },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM deferred_events WHERE payload ->> 'userId' = {id}::text
           OR payload ->> 'studentId' = {id}::text OR payload::text ILIKE '%' || {uuid} || '%'
           OR strpos(lower(payload::text), lower({email})) > 0`,
      ],
    },
  },
};
