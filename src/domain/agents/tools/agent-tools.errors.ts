import { NotFound } from '../../../kernel/errors';

/** There is no tool of this name. */
export class ToolNotFound extends NotFound {
  override readonly code = 'tool_not_found';

  constructor(names: readonly string[]) {
    super(`There is no such tool. There are ${names.join(', ')}.`);
  }
}
