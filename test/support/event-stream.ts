import { createParser } from 'eventsource-parser';

/** A daily budget that is nearly used up, as the last frame tells it. */
export interface BudgetWarning {
  readonly scope: 'user' | 'course';
  readonly used_tokens: number;
  readonly limit_tokens: number;
  readonly resets_at: string;
}

/** A frame of a streamed reply, as the contract shows it. */
export type Frame =
  | { readonly content: string; readonly done: false }
  | {
      readonly content: string;
      readonly done: true;
      readonly message_id: number;
      readonly budget_warning?: BudgetWarning;
    }
  | { readonly error: { readonly code: string; readonly message: string }; readonly done: true };

/** A streamed reply, read to its end. */
export interface StreamedReply {
  readonly status: number;
  readonly headers: Headers;
  /** The bytes as they came, as text. */
  readonly text: string;
  readonly frames: readonly Frame[];
  /** The chunks put together. */
  readonly content: string;
  readonly last: Frame | undefined;
}

/** Sends a request and reads the stream that answers it. */
export async function streamed(
  url: string,
  token: string,
  options: { method?: string; body?: unknown; signal?: AbortSignal } = {},
): Promise<StreamedReply> {
  const response = await fetch(url, {
    method: options.method ?? 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const text = await response.text();
  const frames = parseFrames(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    frames,
    content: frames.map((frame) => ('content' in frame ? frame.content : '')).join(''),
    last: frames.at(-1),
  };
}

/** The frames in a text of server-sent events. */
export function parseFrames(text: string): Frame[] {
  const frames: Frame[] = [];
  const parser = createParser({
    onEvent: (event) => {
      frames.push(JSON.parse(event.data) as Frame);
    },
  });
  parser.feed(text);
  return frames;
}
