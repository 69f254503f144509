import { WeakPassword } from './auth.errors';

/** Lengths in characters. There are no rules on their kind: length is what counts. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 256;

const DIGITS_AND_SIGNS_AROUND = /^[\p{N}\p{P}\p{S}\s]+|[\p{N}\p{P}\p{S}\s]+$/gu;

/** Words that attackers try with every ending; a password that is one of them plus digits is refused. */
const COMMON_STEMS = new Set(
  (
    'password passwort passw0rd p@ssword p@ssw0rd qwerty qwertyuiop qwertzuiop azerty azertyuiop asdfghjkl ' +
    'zxcvbnm iloveyou letmein welcome admin administrator changeme monkey dragon football ' +
    'baseball basketball superman batman princess sunshine shadow master michael jordan ' +
    'trustnoone starwars whatever computer internet samsung google facebook pokemon minecraft ' +
    'abcdef abcdefgh abcdefghijkl abc qwe qweasd qweasdzxc asdf qazwsx qazwsxedc student teacher school college trellis test'
  ).split(' '),
);
const KEYBOARD_RUNS = [
  '01234567890123456789',
  '09876543210987654321',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  'qazwsxedcrfvtgbyhnujmikolp',
];

/**
 * Refuses the passwords that are guessed first: common words with digits around them, runs,
 * repetitions, the account's own address.
 *
 * @param field the name of the body field, for the message.
 * @throws WeakPassword
 */
export function requireStrongPassword(password: string, email: string, field = 'password'): void {
  const lower = password.normalize('NFKC').toLowerCase();
  const stem = repeatedPart(lower.replace(DIGITS_AND_SIGNS_AROUND, ''));
  const [local = ''] = email.toLowerCase().split('@', 1);
  const owner = local.replace(DIGITS_AND_SIGNS_AROUND, '');
  if (COMMON_STEMS.has(stem) || COMMON_STEMS.has(lower)) {
    throw new WeakPassword(field, 'this is one of the most common passwords; choose another');
  }
  const part = repeatedPart(lower);
  if (new Set(lower).size < 5 || KEYBOARD_RUNS.some((run) => run.includes(part))) {
    throw new WeakPassword(field, 'this password repeats itself; choose another');
  }
  if (lower === email.toLowerCase() || (owner.length >= 4 && stem === owner)) {
    throw new WeakPassword(field, 'this password is made from the email address; choose another');
  }
}

/** The part that a text is made of by repetition, e.g. `qwerty` of `qwertyqwerty`; else the text. */
function repeatedPart(text: string): string {
  const length = `${text}${text}`.indexOf(text, 1);
  return length > 0 ? text.slice(0, length) : text;
}
