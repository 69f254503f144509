import { Inject, Injectable, Logger } from '@nestjs/common';
import StripeClient from 'stripe';
import { CONFIGURATION, type Configuration } from '../config/configuration';
import { GuardedCalls } from '../resilience/guarded-calls';
import {
  PaymentsNotConfigured,
  StripeKeyRefused,
  StripeRefused,
  StripeUnavailable,
} from './stripe.errors';

/** The version whose shapes this code reads; the one that the SDK was made for. */
const API_VERSION = '2026-10-28.endive';
/** The SDK tries twice; both together, and the pause between them, fit into the deadline. */
const SHARE_OF_ONE_TRY = 0.45;

/** The SDK's client, bounded in time, with its errors in our words. */
@Injectable()
export class StripeConnection {
  private readonly logger = new Logger(StripeConnection.name);
  private readonly client: StripeClient | null;
  private readonly calls: GuardedCalls;
  /** Whether the key moves real money; null without one. */
  readonly livemode: boolean | null;

  constructor(@Inject(CONFIGURATION) { payments }: Configuration) {
    const { stripe, deadlineMs } = payments;
    this.livemode = stripe?.livemode ?? null;
    this.client =
      stripe === null
        ? null
        : new StripeClient(stripe.secretKey, {
            apiVersion: API_VERSION,
            protocol: stripe.protocol,
            host: stripe.host,
            port: stripe.port,
            maxNetworkRetries: 1,
            timeout: Math.floor(deadlineMs * SHARE_OF_ONE_TRY),
            telemetry: false,
          });
    this.calls = new GuardedCalls(
      {
        isTransient: (error) => error instanceof StripeUnavailable,
        timedOut: () => new StripeUnavailable(),
        leftAlone: (seconds) => new StripeUnavailable(seconds),
      },
      { deadlineMs, attempts: 1 },
    );
  }

  /**
   * Carries out one call.
   *
   * @throws PaymentsNotConfigured
   * @throws StripeUnavailable
   * @throws StripeKeyRefused
   * @throws StripeRefused
   */
  async call<Result>(ask: (stripe: StripeClient) => Promise<Result>): Promise<Result> {
    const found = await this.find(ask);
    if (found === null) throw new StripeRefused();
    return found;
  }

  /** The same; null when Stripe says that there is no such object. */
  find<Result>(ask: (stripe: StripeClient) => Promise<Result>): Promise<Result | null> {
    const stripe = this.requireClient();
    return this.calls.run(async () => {
      try {
        return await ask(stripe);
      } catch (error) {
        if (isMissing(error)) return null;
        throw this.inOurWords(error);
      }
    });
  }

  /** @throws PaymentsNotConfigured */
  requireConfigured(): { readonly livemode: boolean } {
    this.requireClient();
    return { livemode: this.livemode === true };
  }

  private requireClient(): StripeClient {
    if (this.client === null) throw new PaymentsNotConfigured();
    return this.client;
  }

  /** Stripe's own message stays outside: it may repeat what was sent. */
  private inOurWords(error: unknown): Error {
    if (!(error instanceof StripeClient.errors.StripeError)) return error as Error;
    this.logger.warn(
      `Stripe: ${error.type} ${error.code ?? ''} ${error.statusCode ?? ''} ${error.requestId ?? ''}`,
    );
    if (
      error instanceof StripeClient.errors.StripeAuthenticationError ||
      error instanceof StripeClient.errors.StripePermissionError
    ) {
      return new StripeKeyRefused();
    }
    const { statusCode = 0 } = error;
    const isTransient = statusCode === 0 || statusCode >= 500 || [409, 429].includes(statusCode);
    return isTransient ? new StripeUnavailable() : new StripeRefused();
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof StripeClient.errors.StripeInvalidRequestError &&
    error.code === 'resource_missing'
  );
}
