import type { Readable } from 'node:stream';

/** What a scanner says of a file. */
export type Verdict =
  | { readonly kind: 'clean' }
  /** `signature` is the scanner's name of what it found. */
  | { readonly kind: 'infected'; readonly signature: string }
  /** The scanner would say the same however often it is asked; `reason` is ours. */
  | { readonly kind: 'refused'; readonly reason: 'too_large' | 'scanner_error' };

/** Looks for viruses and their like. */
export interface Scanner {
  /** Shown with each file that it looked at; `none` when nobody looks. */
  readonly name: string;
  /** Whether it looks at all. */
  readonly isReal: boolean;

  /**
   * Looks at a file, and ends its stream whatever happens.
   *
   * @throws ScannerUnavailable when it cannot look now.
   */
  scan(content: Readable): Promise<Verdict>;

  /** Asks whether it could look now. @throws ScannerUnavailable */
  probe(): Promise<void>;
}

export const SCANNER = Symbol('scanner');
