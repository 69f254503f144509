const KEY = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;
const LONGEST_KEY = 200;

/** The key itself. @throws TypeError for one that is not made by our rule: a fault of ours. */
export function checkedKey(key: string): string {
  if (key.length <= LONGEST_KEY && KEY.test(key)) return key;
  throw new TypeError('A key of the file storage has lower-case letters, digits, dashes and /.');
}

/** The same for the beginning of keys: nothing, or folders with a `/` behind the last. */
export function checkedPrefix(prefix: string): string {
  if (prefix !== '') checkedKey(prefix.replace(/\/$/, ''));
  if (prefix === '' || prefix.endsWith('/')) return prefix;
  throw new TypeError('A prefix of the file storage ends with a /.');
}
