import { Invalid } from '../../../kernel/errors';

/** A file of a type that is taken, but not one that can be kept. `rule` says why. */
export class UnacceptableFile extends Invalid {
  override readonly code = 'unacceptable_file';

  constructor(
    message: string,
    rule: 'empty' | 'damaged' | 'macros' | 'encrypted' | 'expands_too_far' | 'other_extension',
  ) {
    super([{ path: ['body', 'file'], message, rule }], 'This file cannot be kept.');
  }
}
