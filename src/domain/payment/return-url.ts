import { Invalid } from '../../kernel/errors';

const LONGEST = 2_048;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
const AFTER_ORIGIN = /^(?:$|[/?#])/;

/**
 * Makes sure that people are sent back to one of our own pages only. The text must begin with a
 * configured origin letter by letter, go on with a path, a query or nothing, and be read by a browser
 * as that same origin; so that no user name, look-alike host, other port, backslash, control
 * character or second slash gets through.
 *
 * @param origins as browsers write them: scheme, host and port, no slash at the end.
 * @throws Invalid that names the field.
 */
export function requireReturnUrl(field: string, text: string, origins: readonly string[]): void {
  if (!isReturnUrl(text, origins)) {
    throw Invalid.field(
      field,
      'address does not lead back to a site that this installation knows',
      'return_url',
    );
  }
}

function isReturnUrl(text: string, origins: readonly string[]): boolean {
  if (text.length > LONGEST || !VISIBLE_ASCII.test(text) || text.includes('\\')) return false;
  const origin = origins.find(
    (known) => text.startsWith(known) && AFTER_ORIGIN.test(text.slice(known.length)),
  );
  if (origin === undefined || text.startsWith('//', origin.length) || !URL.canParse(text)) {
    return false;
  }
  const url = new URL(text);
  return (
    url.origin === origin &&
    !url.pathname.startsWith('//') &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.username === '' &&
    url.password === ''
  );
}
