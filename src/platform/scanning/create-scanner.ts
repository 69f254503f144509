import type { Configuration } from '../config/configuration';
import { ClamavScanner } from './clamav-scanner';
import { NoScanner } from './no-scanner';
import type { Scanner } from './scanner';

/** The scanner that the configuration chooses. */
export function createScanner({ documents }: Configuration): Scanner {
  return documents.clamav === null ? new NoScanner() : new ClamavScanner(documents.clamav);
}
