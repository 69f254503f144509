import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Closers } from '../closers';
import type { Wire } from './listener';

/** What an audience is told to do. */
export type AudienceOrder =
  | {
      readonly type: 'open';
      readonly wire: Wire;
      readonly port: number;
      readonly tokens: readonly string[];
      readonly topic: string;
    }
  | { readonly type: 'hear'; readonly events: number }
  | { readonly type: 'close' };

/** What it says; a moment is one of {@link now}. */
export type AudienceAnswer =
  | { readonly type: 'opened' | 'listening' | 'closed' }
  | { readonly type: 'heard'; readonly moments: Float64Array }
  | { readonly type: 'failed'; readonly reason: string };

const MOST_MS = 180_000;

/** Milliseconds of the clock that all processes of the machine share. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** Thousands of listeners in a process of their own. */
export class Audience {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts the process; nobody is connected yet. */
  static start(closers: Closers): Audience {
    const child = fork(join(__dirname, 'audience-script.js'), { serialization: 'advanced' });
    closers.add(() => void child.kill('SIGKILL'));
    return new Audience(child);
  }

  /** Lets so many listeners follow a topic, each with a token of its own. */
  async open(order: Omit<Extract<AudienceOrder, { type: 'open' }>, 'type'>): Promise<void> {
    await this.ask({ type: 'open', ...order }, 'opened');
  }

  /**
   * Gets ready to hear so many events, all listeners together.
   *
   * @returns the moments of all of them, once they were heard.
   */
  async hear(events: number): Promise<{ readonly heard: Promise<Float64Array> }> {
    const heard = this.answer('heard').then(({ moments }) => moments);
    heard.catch(() => undefined);
    await this.ask({ type: 'hear', events }, 'listening');
    return { heard };
  }

  /** Lets everybody hang up. */
  async close(): Promise<void> {
    await this.ask({ type: 'close' }, 'closed');
  }

  /** Ends the process. */
  async end(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  private async ask(order: AudienceOrder, expected: AudienceAnswer['type']): Promise<void> {
    const answered = this.answer(expected);
    this.child.send(order);
    await answered;
  }

  /** The next answer of that type. Rejects when something failed, or nothing comes. */
  private answer<Type extends AudienceAnswer['type']>(
    type: Type,
  ): Promise<Extract<AudienceAnswer, { type: Type }>> {
    const { promise, resolve, reject } =
      Promise.withResolvers<Extract<AudienceAnswer, { type: Type }>>();
    const timer = setTimeout(() => reject(new Error(`No audience has ${type}.`)), MOST_MS);
    const take = (answer: AudienceAnswer): void => {
      if (answer.type === 'failed') reject(new Error(answer.reason));
      else if (answer.type === type) resolve(answer as Extract<AudienceAnswer, { type: Type }>);
    };
    const onExit = (): void => reject(new Error('An audience is gone.'));
    this.child.on('message', take).once('exit', onExit);
    return promise.finally(() => {
      clearTimeout(timer);
      this.child.off('message', take).off('exit', onExit);
    });
  }
}
