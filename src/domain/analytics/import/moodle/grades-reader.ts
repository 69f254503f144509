import { createHash } from 'node:crypto';
import { ActivityFileRefused } from '../activity-import.errors';
import { tableRows } from '../files/table-rows';
import { plainEvent, type RowMeaning, type SourceReading } from '../source-activity';
import { scoreOf } from '../source-score';
import { sourceTopic } from '../topic-title';
import { type GradeColumn, gradebookLayout } from './grade-columns';

/** What a gradebook doesn't say itself. */
export interface GradeTerms {
  /** When the grades were given: an export has no times. */
  readonly gradedAt: Date;
  /** When they are read: a grade that was corrected since is the later known one. */
  readonly knownAt: Date;
  /** The highest grade, where a column isn't in percent. */
  readonly most: number;
}

/** What Moodle writes where nothing is graded. */
const UNGRADED = new Set(['', '-']);

/**
 * Reads a Moodle gradebook in CSV: a row for each person, a column for each graded thing. Each grade
 * is a score of its own; sums of grades are left out.
 *
 * @throws ActivityFileRefused when the headings name no person or nothing that is graded.
 */
export async function* readGrades(path: string, terms: GradeTerms): AsyncGenerator<SourceReading> {
  let layout: ReturnType<typeof gradebookLayout> = null;
  for await (const given of tableRows(path)) {
    const { row } = given;
    if ('problem' in given) {
      yield { row, refusal: 'unreadable_row', about: given.problem };
    } else if (layout === null) {
      layout = gradebookLayout(given.cells);
      if (layout === null) {
        throw new ActivityFileRefused(path, 'its first row names no person, or nothing graded');
      }
    } else {
      const people = layout.people.map((place) => given.cells[place] ?? '').filter(Boolean);
      for (const column of layout.grades) {
        const text = given.cells[column.place] ?? '';
        if (!UNGRADED.has(text)) yield { row, ...gradeMeaning(people, column, text, terms) };
      }
    }
  }
}

function gradeMeaning(
  people: readonly string[],
  { heading, title, isQuiz, isPercentage }: GradeColumn,
  text: string,
  { gradedAt, knownAt, most }: GradeTerms,
): RowMeaning {
  const isPercent = isPercentage || text.endsWith('%');
  const grade = Number(text.replace('%', '').replace(',', '.').trim());
  const score = Number.isFinite(grade) ? scoreOf(grade, isPercent ? 100 : most) : null;
  if (score === null) return { refusal: 'unreadable_row', about: `${heading}: ${text}` };
  const named = JSON.stringify([people, heading, score]);
  return {
    activity: {
      key: `moodle-grade:${createHash('sha256').update(named).digest('base64url')}`,
      occurredAt: gradedAt,
      knownAt,
      people,
      courses: [],
      topic: sourceTopic(heading, title),
      events: [
        {
          ...plainEvent(isQuiz ? 'quiz.scored' : 'lab.scored', false),
          object: `moodle-grade:${heading}`,
          score,
        },
      ],
    },
  };
}
