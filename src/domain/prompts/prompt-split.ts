import { createHash } from 'node:crypto';

/** A share of the people for whom a label means another version than the one it stands on. */
export interface PromptSplit {
  /** The version that the share gets. */
  readonly version: number;
  /** 0 to 100. */
  readonly percent: number;
}

/**
 * Where a person stands among all, from 0 to 99: the same at every time and in every process, and
 * unrelated from one label or name to the next.
 */
export function placeOf(name: string, label: string, userId: number): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([label, name, userId]))
    .digest();
  return digest.readUInt32BE(0) % 100;
}

/** Whether the person belongs to the share; a larger share keeps everybody of a smaller one. */
export function isInShare(
  split: PromptSplit,
  name: string,
  label: string,
  userId: number,
): boolean {
  return placeOf(name, label, userId) < split.percent;
}
