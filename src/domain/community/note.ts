/** What somebody wrote down for themselves, about one thing at most. */
export interface Note {
  readonly id: number;
  readonly title: string | null;
  readonly body: string;
  readonly courseId: number | null;
  readonly moduleId: number | null;
  readonly contentItemId: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A note to store. */
export type NoteDraft = Omit<Note, 'id' | 'createdAt' | 'updatedAt'>;

/** What changes about a note; undefined stays. */
export type NoteChanges = Partial<Pick<Note, 'title' | 'body'>>;

/** Which notes to list; null is all of them. */
export interface NoteFilter {
  /** Those about the course, its modules and its content. */
  readonly courseId: number | null;
  readonly contentItemId: number | null;
}
