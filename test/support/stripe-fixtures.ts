/** Stripe's objects with every field that API version 2026-10-28.endive gives them. */

/** Any fields. */
export type Fields = Record<string, any>;

/** An object of Stripe's, as JSON. */
export interface StripeObject extends Fields {
  readonly id: string;
  readonly object: string;
}

export const EMPTY_ADDRESS = nulls('city country line1 line2 postal_code state');

/** The fields of a customer that has nothing but an id. */
export function customerFixture(id: string, given: Fields): StripeObject {
  return {
    ...nulls('currency default_source description discount email name phone shipping test_clock'),
    id,
    object: 'customer',
    address: EMPTY_ADDRESS,
    balance: 0,
    created: now(),
    delinquent: false,
    invoice_prefix: '7FE1103',
    invoice_settings: nulls('custom_fields default_payment_method footer rendering_options'),
    livemode: false,
    metadata: {},
    next_invoice_sequence: 1,
    preferred_locales: [],
    tax_exempt: 'none',
    ...given,
  };
}

/** A recurring price by default. */
export function priceFixture(id: string, given: Fields): StripeObject {
  return {
    ...nulls('custom_unit_amount lookup_key nickname tiers_mode transform_quantity'),
    id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: now(),
    currency: 'usd',
    livemode: false,
    metadata: {},
    product: 'prod_1',
    recurring: {
      interval: 'month',
      interval_count: 1,
      meter: null,
      usage_type: 'licensed',
      trial_period_days: null,
    },
    tax_behavior: 'unspecified',
    type: 'recurring',
    unit_amount: 2_900,
    unit_amount_decimal: '2900',
    ...given,
  };
}

/** An open page to pay on. */
export function checkoutFixture(id: string, given: Fields): StripeObject {
  return {
    ...nulls(`adaptive_pricing after_expiration allow_promotion_codes amount_subtotal amount_total
      billing_address_collection cancel_url client_reference_id client_secret
      collected_information consent consent_collection currency currency_conversion customer
      customer_account customer_creation customer_details customer_email discounts
      integration_identifier invoice invoice_creation locale managed_payments origin_context
      payment_intent payment_link payment_method_collection payment_method_configuration_details
      permissions recovered_from saved_payment_method_options setup_intent
      shipping_address_collection shipping_cost submit_type subscription success_url
      total_details ui_mode wallet_options`),
    id,
    object: 'checkout.session',
    automatic_tax: { enabled: false, liability: null, status: null, provider: null },
    created: now(),
    custom_fields: [],
    custom_text: {},
    expires_at: now() + 86_400,
    livemode: false,
    metadata: {},
    mode: 'payment',
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    phone_number_collection: { enabled: false },
    shipping_options: [],
    status: 'open',
    url: `https://checkout.stripe.com/pay/${id}`,
    ...given,
  };
}

/** An active subscription of one item; its period is the item's. */
export function subscriptionFixture(
  id: string,
  price: StripeObject,
  period: { readonly start: number; readonly end: number },
  given: Fields,
): StripeObject {
  return {
    ...nulls(`application application_fee_percent billing_cycle_anchor_config billing_thresholds
      cancel_at canceled_at customer_account days_until_due default_payment_method default_source
      description ended_at latest_invoice managed_payments next_pending_invoice_item_invoice
      on_behalf_of pause_collection payment_settings pending_invoice_item_interval
      pending_setup_intent pending_update schedule test_clock transfer_data trial_end
      trial_settings trial_start`),
    id,
    object: 'subscription',
    automatic_tax: { enabled: false, liability: null, disabled_reason: null },
    billing_cycle_anchor: period.start,
    billing_mode: { type: 'flexible', flexible: {} },
    billing_schedules: [],
    cancel_at_period_end: false,
    cancellation_details: nulls('comment feedback reason'),
    collection_method: 'charge_automatically',
    created: period.start,
    currency: 'usd',
    default_tax_rates: [],
    discounts: [],
    invoice_settings: { account_tax_ids: null, issuer: { type: 'self' } },
    items: listOf(`/v1/subscription_items?subscription=${id}`, [
      {
        ...nulls('billing_thresholds plan'),
        id: `si_${id}`,
        object: 'subscription_item',
        created: period.start,
        current_period_end: period.end,
        current_period_start: period.start,
        discounts: [],
        metadata: {},
        price,
        quantity: 1,
        subscription: id,
        tax_rates: [],
      },
    ]),
    livemode: false,
    metadata: {},
    start_date: period.start,
    status: 'active',
    ...given,
  };
}

/** The billing portal, opened for a customer. */
export function portalFixture(id: string, given: Fields): StripeObject {
  return {
    ...nulls('customer_account flow locale on_behalf_of'),
    id,
    object: 'billing_portal.session',
    configuration: 'bpc_1',
    created: now(),
    livemode: false,
    url: `https://billing.stripe.com/p/session/${id}`,
    ...given,
  };
}

/** An event about an object. */
export function eventFixture(
  id: string,
  type: string,
  object: Fields,
  given: Fields,
): StripeObject {
  return {
    id,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: now(),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    ...given,
  };
}

/** A list as Stripe pages it. */
export function listOf(url: string, data: readonly Fields[], hasMore = false): Fields {
  return { object: 'list', url, data, has_more: hasMore };
}

/** Fields of these names that say nothing. */
export function nulls(names: string): Fields {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, null]),
  );
}

/** Stripe's moments are seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1_000);
}
