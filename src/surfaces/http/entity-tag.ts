import { hash } from 'node:crypto';

/** The opaque part of an entity tag, and a W/ before it. */
const TAG = /(?:W\/)?"([\x21\x23-\x7e\x80-\u00ff]*)"/g;

/** The strong entity tag of a body. */
export function entityTagOf(body: string): string {
  return `"${hash('sha1', body, 'base64url')}"`;
}

/**
 * Whether `If-None-Match` names this tag: `*` names any, weak tags count as strong ones (RFC 9110,
 * weak comparison). A header that is no list of tags names none.
 */
export function isNamedBy(header: string, tag: string): boolean {
  if (header.trim() === '*') return true;
  if (header === tag) return true;
  const opaque = tag.slice(1, -1);
  return [...header.matchAll(TAG)].some(([, named]) => named === opaque);
}
