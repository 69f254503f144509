import { isIP } from 'node:net';

/**
 * The address that a host name spells out, however oddly: `127.1`, `0x7f.1`, `2130706433`,
 * `0177.0.0.1`, `[::1]`, `１２７.0.0.1`, with or without a dot at the end. Null for a name that has to
 * be looked up.
 *
 * The rules are those of URLs, which are also those of the C library's resolver.
 */
export function literalAddress(host: string): string | null {
  const bare = host.trim().replace(/^\[(.*)\]$/s, '$1');
  if (isIP(bare.replace(/%.*$/s, '')) !== 0) return bare;
  const url = `http://${bare}/`;
  if (!URL.canParse(url)) return null;
  const canonical = new URL(url).hostname.replace(/\.$/, '');
  return isIP(canonical) === 0 ? null : canonical;
}
