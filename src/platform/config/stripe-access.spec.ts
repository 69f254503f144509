import { ConfigurationError, configurationFrom } from './configuration';

const base = { NODE_ENV: 'test', TRELLIS_SECRET: 'q7Zr2mXv9Lk4Tn8Wb3Yc6Hd1Jf5Gs0Pe' };
const payments = (variables: Record<string, string>) =>
  configurationFrom({ ...base, ...variables }).payments;

describe('What is set for payments', () => {
  it('is nothing by default, but where people come back to', () => {
    expect(payments({ PUBLIC_URL: 'https://trellis.example/base/' })).toEqual({
      stripe: null,
      webhookSecrets: [],
      deadlineMs: 10_000,
      returnOrigins: ['https://trellis.example', 'http://localhost:3000'],
      graceDays: 7,
    });
  });

  it('is a key that says whether it moves real money, and an address', () => {
    const { stripe } = payments({ STRIPE_SECRET_KEY: 'sk_live_0123456789' });
    expect(stripe).toMatchObject({ livemode: true, protocol: 'https', host: 'api.stripe.com' });
    const double = { STRIPE_SECRET_KEY: 'rk_test_1234', STRIPE_API_BASE: 'http://127.0.0.1:4711' };
    expect(payments(double).stripe).toMatchObject({
      livemode: false,
      protocol: 'http',
      port: 4711,
    });
  });

  it('may be several signing secrets while one replaces another', () => {
    const { webhookSecrets } = payments({
      STRIPE_WEBHOOK_SECRET: 'whsec_12345678, whsec_87654321',
    });
    expect(webhookSecrets).toEqual(['whsec_12345678', 'whsec_87654321']);
  });

  it.each([
    ['STRIPE_SECRET_KEY', 'pk_test_12345678'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_12345678,secret'],
    ['STRIPE_API_BASE', 'ftp://api.stripe.com'],
    ['PAYMENT_RETURN_ORIGINS', 'https://app.example.com/'],
    ['PAYMENT_RETURN_ORIGINS', 'https://App.example.com'],
    ['PAYMENT_RETURN_ORIGINS', 'javascript:alert(1)'],
  ])('refuses %s=%s and never repeats it', (name, value) => {
    const read = (): unknown => payments({ [name]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(name);
    expect(read).not.toThrow(value);
  });
});
