import { Invalid } from '../../kernel/errors';

/** A time of completion that cannot be. */
export class ImpossibleCompletion extends Invalid {
  constructor(message: string) {
    super([{ path: ['body', 'completed_at'], message, rule: 'impossible_completion' }]);
  }
}
