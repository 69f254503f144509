/** How Stripe is reached. */
export interface StripeAccess {
  readonly secretKey: string;
  /** Whether the key moves real money; it decides which events count. */
  readonly livemode: boolean;
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

const KEY = /^(?:sk|rk)_(test|live)_[A-Za-z0-9_]{3,250}$/;

/** Whether the text is a secret or restricted key of Stripe, for tests or for real. */
export function isStripeKey(text: string): boolean {
  return KEY.test(text);
}

/** Puts a checked key and the address of the API together. */
export function stripeAccess(secretKey: string, base: string): StripeAccess {
  const url = new URL(base);
  const isTls = url.protocol === 'https:';
  return {
    secretKey,
    livemode: KEY.exec(secretKey)?.[1] === 'live',
    protocol: isTls ? 'https' : 'http',
    host: url.hostname,
    port: Number(url.port) || (isTls ? 443 : 80),
  };
}

/** Whether the text is nothing but scheme, host and port, written as browsers write an origin. */
export function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return ['http:', 'https:'].includes(url.protocol) && url.origin === text;
}
