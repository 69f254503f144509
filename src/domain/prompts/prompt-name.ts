/** The longest name of a prompt, in characters. */
export const LONGEST_PROMPT_NAME = 200;

/** Words that stand for routes beside the prompts, and segments that a client cuts out of a path. */
const RESERVED = new Set(['labels', 'names', 'link-options', 'preview', '.', '..']);
const UNPRINTABLE = /[\p{Cc}\u2028\u2029]/u;

/** What is wrong with the name of a prompt, as the end of a sentence; null when nothing is. */
export function promptNameFault(name: string): string | null {
  if (name.length === 0) return 'a prompt needs a name';
  if (name.length > LONGEST_PROMPT_NAME) {
    return `a name has at most ${LONGEST_PROMPT_NAME} characters`;
  }
  if (name.trim() !== name) return 'a name has no spaces around it';
  if (UNPRINTABLE.test(name)) return 'a name is one line without control characters';
  if (!name.isWellFormed()) return 'a name is well-formed text';
  if (name.includes('|') || name.includes('@@@')) {
    return 'a name contains neither "|" nor "@@@", which mark the tags that include a prompt';
  }
  if (RESERVED.has(name)) return `"${name}" is reserved; choose another name`;
  return null;
}
