const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*/i;

/**
 * The path of a request target as the router reads it: without scheme, host, query and needless
 * percent escapes. A target with broken escapes comes back as it was sent.
 */
export function pathOf(target: string): string {
  const [path = ''] = target.replace(ABSOLUTE_FORM, '').split(/[?#]/, 1);
  try {
    return decodeURI(path) || '/';
  } catch {
    return path;
  }
}
