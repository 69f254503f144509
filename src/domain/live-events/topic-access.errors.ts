import { NotFound } from '../../kernel/errors';

/** There is no topic of this name, or it is not for the caller: both look the same. */
export class TopicNotFound extends NotFound {
  override readonly code = 'topic_not_found';

  constructor() {
    super('There is no such topic, or it is not for you.');
  }
}
