/** The key of the mail that tells a person that they are erased. */
export function partingMailKey(erasureId: string): string {
  return `erasure-done-${erasureId}`;
}
