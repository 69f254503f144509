import type { JsonObject } from '../content/json-schema';
import type { QuestionDraft } from './course-outline';

/** A bank whose questions have ids. */
export interface NumberedBank {
  readonly questions: readonly JsonObject[];
  /** The highest id that any question of the item ever had. */
  readonly lastId: number;
}

/**
 * Gives questions their ids. One that was there before keeps its id: it is known by its title, else
 * by its text, else by its place among those of its kind. An id is never given out again, so that
 * what learners answered stays with the question that they were asked.
 */
export function numberQuestions(
  drafts: readonly QuestionDraft[],
  before: readonly JsonObject[],
  lastId: number,
): NumberedBank {
  const known = before.filter(({ id }) => Number.isInteger(id));
  const free = new Set(known);
  const ids = new Map<QuestionDraft, number>();
  const match = (isSame: (draft: QuestionDraft, old: JsonObject) => boolean): void => {
    for (const draft of drafts) {
      if (ids.has(draft)) continue;
      const old = [...free].find((candidate) => isSame(draft, candidate));
      if (old === undefined) continue;
      free.delete(old);
      ids.set(draft, old['id'] as number);
    }
  };
  match(
    (draft, old) => draft['title'] !== undefined && sameTitle(draft, old) && sameText(draft, old),
  );
  match((draft, old) => draft['title'] !== undefined && sameTitle(draft, old));
  match((draft, old) => sameText(draft, old) && sameKind(draft, old));
  match(
    (draft, old) =>
      sameTitle(draft, old) && sameKind(draft, old) && drafts.indexOf(draft) === known.indexOf(old),
  );
  let last = Math.max(lastId, 0, ...known.map(({ id }) => id as number));
  const questions = drafts.map((draft) => ({ id: ids.get(draft) ?? (last += 1), ...draft }));
  return { questions, lastId: last };
}

function sameTitle(a: JsonObject, b: JsonObject): boolean {
  return a['title'] === b['title'];
}

function sameText(a: JsonObject, b: JsonObject): boolean {
  return a['text'] === b['text'];
}

function sameKind(a: JsonObject, b: JsonObject): boolean {
  return a['kind'] === b['kind'];
}
