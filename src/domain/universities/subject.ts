/** A field of study that courses belong to and people prefer. */
export interface Subject {
  readonly id: number;
  /** Unique across the installation. */
  readonly name: string;
}
