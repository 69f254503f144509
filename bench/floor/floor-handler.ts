import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'pg';

/** What a floor works with. */
export interface Floor {
  readonly pool: Pool;
  /** Signs access tokens. */
  readonly secret: string;
  /** What links begin with. */
  readonly publicUrl: string;
}

/** Answers one request. */
export type FloorHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The body for a token that is wrong, or whose sign-in has ended. */
export const UNKNOWN_BEARER = { detail: 'Sign in first.' };

/** Sends a small JSON body. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
