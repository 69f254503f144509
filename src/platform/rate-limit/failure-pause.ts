/** Failures without a consequence; the next one makes its key wait. */
export const FREE_FAILURES = 10;
/** The first pause, doubled with each further failure, up to the longest. */
export const FIRST_PAUSE_SECONDS = 30;
export const LONGEST_PAUSE_SECONDS = 900;
/** So long after the last failure all are forgotten. */
export const FORGET_AFTER_SECONDS = 900;
