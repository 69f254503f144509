/** What a token from a mail is good for. */
export type AccountTokenPurpose =
  | 'verify-email'
  | 'reset-password'
  | 'invitation'
  | 'guardian-consent';
