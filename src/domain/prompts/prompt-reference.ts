/**
 * Points at one version of a prompt: by its number for good, or by a label that may move.
 * Exactly one of the two is not null.
 */
export interface PromptReference {
  readonly name: string;
  readonly version: number | null;
  readonly label: string | null;
}

/** Whatever version carries the label. */
export function byLabel(name: string, label: string): PromptReference {
  return { name, version: null, label };
}

/** This very version. */
export function byVersion(name: string, version: number): PromptReference {
  return { name, version, label: null };
}

/** Equal for two references exactly when they point at the same: no name contains "|". */
export function referenceKey(reference: PromptReference): string {
  return reference.label === null
    ? `${reference.name}|version=${reference.version}`
    : `${reference.name}|label=${reference.label}`;
}

/** A reference in a sentence, e.g. `"General Protocol" (label production)`. */
export function describeReference(reference: PromptReference): string {
  return reference.label === null
    ? `"${reference.name}" version ${reference.version}`
    : `"${reference.name}" (label ${reference.label})`;
}
