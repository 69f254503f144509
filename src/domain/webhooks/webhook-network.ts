/** The injection token of the network policy for endpoints: it looks names up in the DNS alone. */
export const WEBHOOK_NETWORK = Symbol('webhook network');
