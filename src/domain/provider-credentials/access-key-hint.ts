/** How many characters at either end may be seen; a key has sixteen or more. */
const VISIBLE = 4;

/** An access key id as people may see it: enough to recognise it, e.g. `AKIA…MPLE`. */
export function accessKeyHint(accessKeyId: string): string {
  if (accessKeyId.length < 4 * VISIBLE) return '…';
  return `${accessKeyId.slice(0, VISIBLE)}…${accessKeyId.slice(-VISIBLE)}`;
}
