import { AsyncLocalStorage } from 'node:async_hooks';

interface WaitingCall<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers many callers with few statements: while as many run as may, questions gather, and the
 * next takes them together. A statement always begins after what it answers was asked. It runs
 * outside whatever transaction a caller may have open.
 */
export class GatheredCalls<Question, Answer> {
  private readonly outside = AsyncLocalStorage.snapshot();
  private waiting: WaitingCall<Question, Answer>[] = [];
  private running = 0;

  /**
   * @param answerAll one answer for each question, in their order; when it fails, all of them fail.
   * @param most questions at a time.
   * @param atOnce so many statements run at the same time, so that one that hangs holds up few.
   */
  constructor(
    private readonly answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    private readonly most: number,
    private readonly atOnce = 1,
  ) {}

  /** @throws whatever the statement fails with. */
  ask(question: Question): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.waiting.push({ question, resolve, reject });
    if (this.running < this.atOnce) {
      this.running += 1;
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
    this.running -= 1;
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
