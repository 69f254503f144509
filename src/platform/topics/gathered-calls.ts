import { AsyncLocalStorage } from 'node:async_hooks';

interface WaitingCall<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers many callers with few statements: while one runs, questions gather, and the next takes
 * them together. It runs outside whatever transaction a caller may have open.
 */
export class GatheredCalls<Question, Answer> {
  private readonly outside = AsyncLocalStorage.snapshot();
  private waiting: WaitingCall<Question, Answer>[] = [];
  private isRunning = false;

  /**
   * @param answerAll one answer for each question, in their order; when it fails, all of them fail.
   * @param most questions at a time.
   */
  constructor(
    private readonly answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    private readonly most: number,
  ) {}

  /** @throws whatever the statement fails with. */
  ask(question: Question): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.waiting.push({ question, resolve, reject });
    if (!this.isRunning) {
      this.isRunning = true;
      this.outside(() => setImmediate(() => void this.run()));
    }
    return promise;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const calls = this.waiting.slice(0, this.most);
      this.waiting = this.waiting.slice(this.most);
      await this.answer(calls);
    }
    this.isRunning = false;
  }

  private async answer(calls: readonly WaitingCall<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.answerAll(calls.map(({ question }) => question));
      for (const [index, { resolve }] of calls.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }
}
