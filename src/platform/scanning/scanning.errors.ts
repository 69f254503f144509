import { Unavailable } from '../../kernel/errors';

/** The virus scanner cannot be reached, or does not answer in time. */
export class ScannerUnavailable extends Unavailable {
  override readonly code = 'scanner_unavailable';

  constructor(options?: ErrorOptions) {
    super('The virus scanner cannot be reached now.', options);
  }
}
