import { WeakPassword } from './auth.errors';

/** Lengths in characters. There are no rules on their kind: length is what counts. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;

/** Words that attackers try with every ending; a password that is one of them plus digits is refused. */
const COMMON_STEMS = new Set(
  (
    'password passwort passw0rd p@ssword p@ssw0rd qwerty qwertyuiop qwertzuiop azerty azertyuiop asdfghjkl ' +
    'zxcvbnm iloveyou letmein welcome admin administrator changeme monkey dragon football ' +
    'baseball basketball superman batman princess sunshine shadow master michael jordan ' +
    'trustnoone starwars whatever computer internet samsung google facebook pokemon minecraft ' +
    'abcdef abcdefgh abcdefghijkl abc qwe qweasd qweasdzxc asdf qazwsx qazwsxedc student teacher school college trellis test ' +
    'passwordpassword qwertyqwerty'
  ).split(' '),
);
const KEYBOARD_RUNS = ['01234567890123456789', '09876543210987654321', 'abcdefghijklmnopqrstuvwxyz'];

/**
 * Refuses the passwords that are guessed first: common words with digits around them, runs,
 * repetitions, the account's own address.
 *
 * @param field the name of the body field, for the message.
 * @throws WeakPassword
 */
export function requireStrongPassword(password: string, email: string, field = 'password'): void {
  const lower = password.normalize('NFKC').toLowerCase();
  const stem = lower.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  const local = email.split('@', 1)[0]?.toLowerCase() ?? '';
  if (COMMON_STEMS.has(stem) || COMMON_STEMS.has(lower)) {
    throw new WeakPassword(field, 'this is one of the most common passwords; choose another');
  }
  if (new Set(lower).size < 5 || KEYBOARD_RUNS.some((run) => run.includes(lower))) {
    throw new WeakPassword(field, 'this password repeats itself; choose another');
  }
  if (lower === email.toLowerCase() || (local.length >= 4 && stem === local)) {
    throw new WeakPassword(field, 'this password is made from the email address; choose another');
  }
}
