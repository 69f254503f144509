import {
  EMPTY_ADDRESS,
  type Fields,
  listOf,
  now,
  nulls,
  type StripeObject,
} from './stripe-fixtures';

/** A paid invoice. */
export function invoiceFixture(id: string, amount: number, given: Fields): StripeObject {
  const at = now();
  return {
    ...nulls(`account_country account_name account_tax_ids application automatically_finalizes_at
      custom_fields customer customer_account customer_address customer_email customer_name
      customer_phone customer_shipping default_payment_method default_source description due_date
      effective_at ending_balance footer from_invoice hosted_invoice_url invoice_pdf
      last_finalization_error latest_revision next_payment_attempt number on_behalf_of parent
      receipt_number rendering shipping_cost shipping_details statement_descriptor subscription
      subtotal_excluding_tax test_clock total_excluding_tax total_pretax_credit_amounts
      total_taxes webhooks_delivered_at`),
    id,
    object: 'invoice',
    amount_due: amount,
    amount_overpaid: 0,
    amount_paid: amount,
    amount_remaining: 0,
    amount_shipping: 0,
    attempt_count: 1,
    attempted: true,
    auto_advance: false,
    automatic_tax: { enabled: false },
    billing_reason: 'subscription_cycle',
    collection_method: 'charge_automatically',
    created: at,
    currency: 'usd',
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_tax_rates: [],
    discounts: [],
    issuer: { type: 'self' },
    lines: listOf(`/v1/invoices/${id}/lines`, []),
    livemode: false,
    metadata: {},
    payment_settings: nulls('default_mandate payment_method_options payment_method_types'),
    period_end: at,
    period_start: at,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: 0,
    status: 'paid',
    status_transitions: {
      ...nulls('marked_uncollectible_at voided_at'),
      finalized_at: at,
      paid_at: at,
    },
    subtotal: amount,
    total: amount,
    total_discount_amounts: [],
    ...given,
  };
}

/** What ties a paid invoice to the money that paid it. */
export function invoicePaymentFixture(
  id: string,
  invoice: string,
  intent: string,
  amount: number,
): StripeObject {
  return {
    id,
    object: 'invoice_payment',
    amount_paid: amount,
    amount_requested: amount,
    created: now(),
    currency: 'usd',
    invoice,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: intent },
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: now() },
  };
}

/** A collection of money that went well. */
export function paymentIntentFixture(id: string, amount: number, given: Fields): StripeObject {
  return {
    ...nulls(`amount_details application application_fee_amount automatic_payment_methods
      canceled_at cancellation_reason customer customer_account description
      excluded_payment_method_types last_payment_error latest_charge managed_payments next_action
      on_behalf_of payment_method payment_method_configuration_details processing receipt_email
      review setup_future_usage shipping source statement_descriptor statement_descriptor_suffix
      transfer_data transfer_group`),
    id,
    object: 'payment_intent',
    amount,
    amount_capturable: 0,
    amount_received: amount,
    capture_method: 'automatic',
    client_secret: `${id}_secret`,
    confirmation_method: 'automatic',
    created: now(),
    currency: 'usd',
    livemode: false,
    metadata: {},
    payment_method_options: {},
    payment_method_types: ['card'],
    status: 'succeeded',
    ...given,
  };
}

/** A charge that went well. */
export function chargeFixture(id: string, amount: number, given: Fields): StripeObject {
  return {
    ...nulls(`application application_fee application_fee_amount balance_transaction
      calculated_statement_descriptor customer description failure_balance_transaction
      failure_code failure_message on_behalf_of outcome payment_intent payment_method
      payment_method_details receipt_email receipt_number receipt_url review shipping source
      source_transfer statement_descriptor statement_descriptor_suffix transfer_data
      transfer_group`),
    id,
    object: 'charge',
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    billing_details: { address: EMPTY_ADDRESS, ...nulls('email name phone tax_id') },
    captured: true,
    created: now(),
    currency: 'usd',
    disputed: false,
    fraud_details: {},
    livemode: false,
    metadata: {},
    paid: true,
    refunded: false,
    refunds: listOf(`/v1/charges/${id}/refunds`, []),
    status: 'succeeded',
    ...given,
  };
}

/** A refund that went well. */
export function refundFixture(id: string, amount: number, given: Fields): StripeObject {
  return {
    ...nulls(`balance_transaction charge customer customer_account destination_details
      payment_intent payment_method reason receipt_number source_transfer_reversal
      transfer_reversal`),
    id,
    object: 'refund',
    amount,
    created: now(),
    currency: 'usd',
    metadata: {},
    status: 'succeeded',
    ...given,
  };
}
