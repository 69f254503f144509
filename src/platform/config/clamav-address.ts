/** Where a ClamAV daemon listens. */
export type ClamavAddress =
  | { readonly host: string; readonly port: number }
  | { readonly path: string };

const DEFAULT_PORT = 3310;

/**
 * Reads `tcp://host:port` or `unix:/path/of/the/socket`, as clamd's own settings call them; null
 * for anything else.
 */
export function parseClamavAddress(text: string): ClamavAddress | null {
  if (text.startsWith('unix:/')) return { path: text.slice('unix:'.length).replace(/^\/+/, '/') };
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, port, pathname } = new URL(text);
  if (protocol !== 'tcp:' || hostname === '' || !['', '/'].includes(pathname)) return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? DEFAULT_PORT : Number(port),
  };
}
