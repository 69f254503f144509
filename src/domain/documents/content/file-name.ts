import { extensionsOf } from './media-types';

const LONGEST = 150;
/** Control characters, invisible ones and those that turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** What some system takes for a part of a path, a stream or a pattern. */
const UNSAFE = /[<>:"|?*%]/g;
/** A short word with a letter behind the last dot; `v1.2` has none. */
const EXTENSION = /\.((?=[a-z0-9]*[a-z])[a-z0-9]{1,5})$/i;

/** The ending of a file's name in lower case; null when it has none. */
export function extensionOf(name: string): string | null {
  return EXTENSION.exec(name.trim())?.[1]?.toLowerCase() ?? null;
}

/**
 * A file's name as a person may see and save it: no folders, nothing that cannot be seen, at most
 * 150 characters, with an ending that goes with its type. It is shown, never a path to write to.
 */
export function displayName(name: string, mediaType: string): string {
  const extensions = extensionsOf(mediaType);
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const seen = last.replaceAll(UNSEEN, '').replaceAll(UNSAFE, '_').replaceAll(/\s+/g, ' ');
  const given = extensionOf(seen) ?? '';
  const extension = extensions.includes(given) ? given : (extensions[0] ?? 'bin');
  const stem = given === extension ? seen.trim().slice(0, -extension.length - 1) : seen;
  const kept = [...stem.replaceAll(/^[\s.]+|[\s.]+$/g, '')].slice(
    0,
    LONGEST - extension.length - 1,
  );
  return `${kept.join('').trim() || 'document'}.${extension}`;
}
