import { isEmail } from 'class-validator';

const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;

/**
 * Whether people could sign in with this address: the rule of every other place where an address
 * is given, so that nobody is imported who never gets in.
 */
export function isPlausibleAddress(text: string): boolean {
  return text.length <= LONGEST && text.lastIndexOf('@') <= LONGEST_LOCAL_PART && isEmail(text);
}
