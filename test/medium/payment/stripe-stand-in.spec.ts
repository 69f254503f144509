import { existsSync, readFileSync } from 'node:fs';
import { StripeAccount } from '../../support/stripe-account';
import { portalFixture, type StripeObject } from '../../support/stripe-fixtures';

const PUBLISHED = '../shared/data/api/stripe/fixtures3.json';

/** One object of each kind, as the stand-in makes them. */
function objects(): StripeObject[] {
  const account = new StripeAccount();
  account.addPrice('price_1');
  const customer = account.addCustomer();
  const session = account.openCheckout({ customer: customer.id, mode: 'subscription' });
  account.complete(session.id, 'price_1');
  const [subscription] = account.all('subscription') as [StripeObject];
  account.refund(account.intentOf(subscription.id), 5);
  const kinds = [
    'customer',
    'price',
    'checkout.session',
    'subscription',
    'invoice',
    'invoice_payment',
    'payment_intent',
    'charge',
    'refund',
  ];
  return [
    ...kinds.map((kind) => account.all(kind)[0] as StripeObject),
    subscription['items'].data[0] as StripeObject,
    portalFixture('bps_1', { customer: customer.id, return_url: 'https://example.com/' }),
    account.event('invoice.paid', account.all('invoice')[0] as StripeObject),
  ];
}

describe('The stand-in for Stripe', () => {
  it('has an object of every kind that Trellis reads', () => {
    const kinds = objects().map(({ object }) => object);
    expect(new Set(kinds).size).toBe(12);
    expect(kinds).not.toContain(undefined);
  });

  const published = existsSync(PUBLISHED)
    ? (JSON.parse(readFileSync(PUBLISHED, 'utf8')) as { resources: Record<string, object> })
    : null;
  const kinds =
    published === null ? [] : objects().map((one): [string, StripeObject] => [one.object, one]);
  if (kinds.length > 0) {
    it.each(kinds)('gives %s exactly the fields that Stripe publishes', (kind, one) => {
      expect(Object.keys(one).toSorted()).toEqual(
        Object.keys(published?.resources[kind] ?? {}).toSorted(),
      );
    });
  }
});
