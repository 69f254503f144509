import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import StripeClient from 'stripe';
import { StripeAccount } from './stripe-account';
import { listOf, portalFixture, type StripeObject } from './stripe-fixtures';

type Form = Record<string, any>;

/** How the stand-in treats what it is asked. */
export type Mood = 'answer' | 'hang' | { readonly status: number };

/** A request as it arrived. */
export interface StripeCall {
  readonly method: string;
  readonly path: string;
  readonly form: Form;
  readonly idempotencyKey: string | undefined;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const API_VERSION = '2026-10-28.endive';
export const STRIPE_KEY = 'sk_test_standin';
export const STRIPE_WEBHOOK_SECRET = 'whsec_of_the_standin';
/** Long enough for requests with one key to meet. */
const WORK_MS = 15;
const KINDS: Readonly<Record<string, string>> = {
  charges: 'charge',
  customers: 'customer',
  invoice_payments: 'invoice_payment',
  invoices: 'invoice',
  payment_intents: 'payment_intent',
  prices: 'price',
  refunds: 'refund',
  subscriptions: 'subscription',
};

/** A stand-in for Stripe's API on a loopback port, which the real SDK talks to. */
export class StripeServer {
  readonly account = new StripeAccount();
  readonly calls: StripeCall[] = [];
  mood: Mood = 'answer';
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #answered = new Map<string, { request: string; answer: Promise<Answer> | Answer }>();
  #port = 0;

  static async start(): Promise<StripeServer> {
    const server = new StripeServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    server.#port = (server.#server.address() as AddressInfo).port;
    return server;
  }

  /** Environment variables of an installation that uses this stand-in. */
  get environment(): Record<string, string> {
    return {
      STRIPE_SECRET_KEY: STRIPE_KEY,
      STRIPE_WEBHOOK_SECRET,
      STRIPE_API_BASE: `http://127.0.0.1:${this.#port}`,
      PAYMENT_RETURN_ORIGINS: 'https://app.ivylevel.com,http://localhost:3000',
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const url = new URL(request.url ?? '/', 'http://stripe');
    const text = request.method === 'POST' ? Buffer.concat(pieces).toString() : url.search.slice(1);
    const key = request.headers['idempotency-key'] as string | undefined;
    const { method = 'GET' } = request;
    const call = { method, path: url.pathname, form: formOf(text), idempotencyKey: key };
    this.calls.push(call);
    if (this.mood === 'hang') return;
    const { status, body } =
      fault(request) ??
      (this.mood === 'answer'
        ? await this.#once(call, text)
        : refusal(this.mood.status, 'api_error'));
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1' });
    response.end(JSON.stringify(body));
  }

  /** A key that was used gives the same answer for the same request, and none for another. */
  async #once(call: StripeCall, text: string): Promise<Answer> {
    const { idempotencyKey: key } = call;
    if (call.method !== 'POST' || key === undefined) return this.#answer(call);
    const request = `${call.path}?${text}`;
    const before = this.#answered.get(key);
    if (before !== undefined) {
      if (before.request !== request) return refusal(400, 'idempotency_error');
      if (before.answer instanceof Promise) return refusal(409, 'idempotency_error');
      return before.answer;
    }
    const answer = sleep(WORK_MS).then(() => this.#answer(call));
    this.#answered.set(key, { request, answer });
    this.#answered.set(key, { request, answer: await answer });
    return answer;
  }

  #answer({ method, path, form }: StripeCall): Answer {
    const [, , kind = '', id, sub] = path.split('/');
    if (path === '/v1/checkout/sessions' && method === 'POST') return this.#openCheckout(form);
    if (path.startsWith('/v1/checkout/sessions/')) return this.#found(sub);
    if (path === '/v1/billing_portal/sessions') return this.#openPortal(form);
    if (path === '/v1/customers' && method === 'POST') return ok(this.account.addCustomer(form));
    if (KINDS[kind] === undefined) return refusal(404, 'invalid_request_error');
    if (id === undefined) return ok(this.#list(path, KINDS[kind], form));
    if (method === 'GET') return this.#found(id, form);
    return this.#change(method, kind, id, form);
  }

  #change(method: string, kind: string, id: string, form: Form): Answer {
    const found = this.account.objects.get(id);
    if (found === undefined || found['deleted'] === true) return missing(id);
    if (method === 'DELETE' && kind === 'customers') {
      this.account.deleteCustomer(id);
      return ok(this.account.get(id));
    }
    const { cancel_at_period_end: flag, cancel_at: day, ...changes } = form;
    return ok(
      this.account.change(id, {
        ...changes,
        ...(flag === undefined ? {} : { cancel_at_period_end: flag === 'true' }),
        ...(day === undefined ? {} : { cancel_at: day === '' ? null : Number(day) }),
      }),
    );
  }

  #openCheckout(form: Form): Answer {
    const price = form['line_items']?.['0']?.price as string;
    if (!this.account.objects.has(price)) return missing(price);
    const customer = this.account.objects.get(form['customer'] as string);
    if (customer === undefined || customer['deleted'] === true) return missing('customer');
    const { success_url, cancel_url, client_reference_id, mode, metadata } = form;
    return ok(
      this.account.openCheckout({
        customer: customer.id,
        success_url,
        cancel_url,
        client_reference_id,
        mode,
        metadata,
      }),
    );
  }

  #openPortal({ customer, return_url }: Form): Answer {
    const id = this.account.nextId('bps');
    return ok(this.account.keep(portalFixture(id, { customer, return_url })));
  }

  #found(id: string | undefined, form: Form = {}): Answer {
    const found = this.account.objects.get(id ?? '');
    if (found === undefined) return missing(id ?? '');
    if (Object.values(form['expand'] ?? {}).includes('latest_charge')) {
      return ok({ ...found, latest_charge: this.account.get(found['latest_charge'] as string) });
    }
    return ok(found);
  }

  #list(url: string, object: string, form: Form): object {
    const intent = form['payment']?.payment_intent as string | undefined;
    const matching = this.account
      .all(object)
      .filter(
        (one) =>
          (form['invoice'] === undefined || one['invoice'] === form['invoice']) &&
          (intent === undefined || one['payment']?.payment_intent === intent) &&
          (form['status'] === undefined ||
            form['status'] === 'all' ||
            one['status'] === form['status']) &&
          one['created'] >= Number(form['created']?.gte ?? 0),
      );
    const after = form['starting_after'] as string | undefined;
    const begin = after === undefined ? 0 : matching.findIndex(({ id }) => id === after) + 1;
    const limit = Number(form['limit'] ?? 10);
    const page = matching.slice(begin, begin + limit);
    return listOf(url, page, matching.length > begin + limit);
  }
}

/** The body of an event and the header that signs it, as Stripe sends them. */
export function signed(
  event: StripeObject | string,
  options: { readonly secret?: string; readonly timestamp?: number } = {},
): { readonly body: string; readonly headers: Record<string, string> } {
  const body = typeof event === 'string' ? event : JSON.stringify(event, null, 2);
  const header = StripeClient.webhooks.generateTestHeaderString({
    payload: body,
    secret: options.secret ?? STRIPE_WEBHOOK_SECRET,
    ...(options.timestamp === undefined ? {} : { timestamp: options.timestamp }),
  });
  return { body, headers: { 'content-type': 'application/json', 'stripe-signature': header } };
}

function fault({ headers }: IncomingMessage): Answer | null {
  if (headers.authorization !== `Bearer ${STRIPE_KEY}`) {
    return refusal(401, 'invalid_request_error');
  }
  if (headers['stripe-version'] !== API_VERSION) return refusal(400, 'invalid_request_error');
  return null;
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function missing(id: string): Answer {
  const error = { type: 'invalid_request_error', code: 'resource_missing', param: 'id' };
  return { status: 404, body: { error: { ...error, message: `No such object: '${id}'` } } };
}

function refusal(status: number, type: string): Answer {
  return { status, body: { error: { type, message: 'The stand-in refuses.' } } };
}

/** `a[b][0]=c` as nested objects. */
function formOf(text: string): Form {
  const form: Form = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split('[').map((key) => key.replace(/\]$/, ''));
    const last = keys.pop() as string;
    let inner = form;
    for (const key of keys) inner = inner[key] ??= {};
    inner[last] = value;
  }
  return form;
}
