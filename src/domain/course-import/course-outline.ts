import type { JsonObject } from '../content/json-schema';
import type { JsonValue } from '../../kernel/json';
import type { ModuleType } from '../courses/course-module.entity';
import type { CourseLevel } from '../courses/course.entity';

/** Something about a source that its author should know. */
export interface SourceProblem {
  /** An error keeps the whole source from being imported; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Path inside the source; empty for the source as a whole. */
  readonly file: string;
  /** Counted from 1; null when it is about the file as a whole. */
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** A question as its source asks it: what a bank stores, without the id. */
export type QuestionDraft = { readonly [key: string]: JsonValue; readonly text: string };

/** The content types that sources have. */
export type ImportedType = 'lesson' | 'article' | 'video' | 'quiz';

/** A content item as its source has it. */
export interface ItemOutline {
  /** Stable: the same item has it in every version of the source. */
  readonly key: string;
  readonly type: ImportedType;
  readonly title: string;
  readonly description: string | null;
  /** What the content type asks for, without the bank. */
  readonly data: JsonObject;
  readonly questions: readonly QuestionDraft[];
  readonly durationSeconds: number | null;
  readonly isPublished: boolean;
  /** Where it is written. */
  readonly file: string;
  readonly line: number | null;
}

/** A module as its source has it, with what is below it in its order. */
export interface ModuleOutline {
  /** Stable: the same module has it in every version of the source. */
  readonly key: string;
  readonly type: ModuleType;
  readonly title: string;
  readonly modules: readonly ModuleOutline[];
  readonly items: readonly ItemOutline[];
  readonly file: string;
}

/** What a source says about the course itself; null where it is silent. */
export interface CourseSettings {
  readonly title: string | null;
  readonly code: string | null;
  readonly description: string | null;
  readonly level: CourseLevel | null;
  readonly creditHours: number | null;
  /** The code of a department of the university. */
  readonly department: string | null;
  /** The name of the university. */
  readonly university: string | null;
  readonly isPublished: boolean | null;
}

/** A course as a source describes it, whatever its format. */
export interface CourseOutline {
  readonly format: 'markdown' | 'olx';
  readonly settings: CourseSettings;
  /** The file that says so; empty when none does. */
  readonly settingsFile: string;
  readonly modules: readonly ModuleOutline[];
}

/** A source that says nothing about its course. */
export const NO_SETTINGS: CourseSettings = {
  title: null,
  code: null,
  description: null,
  level: null,
  creditHours: null,
  department: null,
  university: null,
  isPublished: null,
};
