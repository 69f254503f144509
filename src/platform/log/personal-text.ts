/** What a message quotes is a value more often than a name. */
const QUOTED = /"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|„[^“]*“|«[^»]*»/g;
const LONGEST = 300;

/** Secrets and addresses of people by their looks, wherever they are. */
const TELLING: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '[token]'],
  [/\b(?:trl_(?:live|test)|sk_(?:live|test)|rk_(?:live|test)|whsec)_[\w-]{6,}/g, '[key]'],
  [/\bAKIA[0-9A-Z]{16}\b/g, '[key]'],
  [/\bBearer +[\w.~+/=-]{8,}/gi, 'Bearer [token]'],
  [/([?&](?:token|access_token|key|code|signature)=)[^&\s"']+/gi, '$1[value]'],
  [/(:\/\/[^/\s:@"]*:)[^/\s@"]+@/g, '$1[password]@'],
  [/[\w.!#$%&*+/=?^`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi, '[address]'],
];

/** A message of an error without what it quotes: rows, input and words of people. */
export function withoutValues(message: string): string {
  const text = withoutSecrets(message).replace(QUOTED, '…');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A line of the log without tokens, keys, passwords in addresses, and mail addresses. */
export function withoutSecrets(line: string): string {
  let text = line;
  for (const [pattern, word] of TELLING) text = text.replace(pattern, word);
  return text;
}
