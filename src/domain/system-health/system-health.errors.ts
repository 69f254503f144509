import { Forbidden } from '../../kernel/errors';

/** Somebody who does not run the installation asks how it does. */
export class NotAnOperator extends Forbidden {
  override readonly code = 'not_an_operator';

  constructor() {
    super('This is for platform admins only.');
  }
}
