import { createHash } from 'node:crypto';
import type { ActivityKind } from '../../activity/activity-event';
import { ActivityFileRefused } from '../activity-import.errors';
import { tableRows } from '../files/table-rows';
import {
  plainEvent,
  type RowMeaning,
  type SourceActivity,
  type SourceReading,
  type SourceTopic,
} from '../source-activity';
import type { SourceClock } from '../source-time';
import { sourceTopic } from '../topic-title';
import { isMoodleLog, moodleColumns, type MoodleColumns } from './moodle-columns';
import { moodleKind } from './moodle-kinds';
import { RowOrdinals } from './row-ordinals';

/** Contexts that are no part of a course's content, or name a person. */
const NO_TOPIC = new Set(['category', 'course', 'front page', 'site', 'system', 'user']);
/** Logs have a dozen columns: what has so many was made to keep somebody busy with each row. */
const MOST_COLUMNS = 200;
/** How Moodle's descriptions name people: the one who did it, then the one it was done to. */
const USER_ID = /user with id '(\d{1,19})'/g;
const ATTEMPT_ID = /attempt with id '(\d{1,19})'|submission with id '(\d{1,19})'/;
/** What Moodle writes where there is nobody or nothing. */
const NOBODY = new Set(['', '-', '0']);
const WITH_OBJECT = new Set<ActivityKind>(['quiz.submitted', 'lab.submitted']);

/**
 * Reads a Moodle log in CSV, as its report "Logs" exports it.
 *
 * @throws ActivityFileRefused when the headings are not those of a Moodle log, or far too many.
 */
export async function* readMoodle(path: string, clock: SourceClock): AsyncGenerator<SourceReading> {
  const ordinals = new RowOrdinals();
  let headings: readonly string[] | null = null;
  let row: MoodleRow | null = null;
  for await (const given of tableRows(path)) {
    if ('problem' in given) {
      yield { row: given.row, refusal: 'unreadable_row', about: given.problem };
    } else if (headings === null || row === null) {
      if (!isMoodleLog(given.cells)) {
        throw new ActivityFileRefused(
          path,
          'its first row doesn’t name a time, a user and an event',
        );
      }
      if (given.cells.length > MOST_COLUMNS) {
        throw new ActivityFileRefused(path, `it has more than ${MOST_COLUMNS} columns`);
      }
      headings = given.cells;
      row = new MoodleRow(moodleColumns(headings), headings, clock);
    } else if (given.cells.length > headings.length) {
      const about = `it has ${given.cells.length} cells under ${headings.length} headings`;
      yield { row: given.row, refusal: 'unreadable_row', about };
    } else {
      yield { row: given.row, ...row.read(given.cells, ordinals) };
    }
  }
}

/** Reads one row after the other. */
class MoodleRow {
  constructor(
    private readonly columns: MoodleColumns,
    private readonly headings: readonly string[],
    private readonly clock: SourceClock,
  ) {}

  read(cells: readonly string[], ordinals: RowOrdinals): RowMeaning {
    const cell = (column: keyof MoodleColumns): string => cells[this.columns[column] ?? -1] ?? '';
    const occurredAt = this.clock.read(cell('time'));
    if (occurredAt === null) return { refusal: 'unreadable_time', about: cell('time') };
    const found = moodleKind(cell('event'));
    if (found === null) return { refusal: 'unknown_kind', about: cell('event') };
    const digest = this.digest(cells);
    const key = `moodle:${digest}:${ordinals.next(digest)}`;
    const ids = [...cell('description').matchAll(USER_ID)].map(([, id]) => id ?? '');
    const affected = named([cell('affected'), ids[1]]);
    const user = named([cell('user'), ids[0]]);
    const isAffected = found.about === 'affected' && affected.length > 0;
    const topic = topicOf(cell('context'));
    // Without a topic there is nothing that could be completed; it still was something done.
    const kind =
      found.kind === 'content.completed' && topic === null ? 'content.progressed' : found.kind;
    const activity: SourceActivity = {
      key,
      occurredAt,
      knownAt: occurredAt,
      people: isAffected ? affected : user,
      courses: [],
      topic: found.isOutsideCourse === true ? null : topic,
      events: [
        {
          ...plainEvent(kind, !isAffected || user[0] === affected[0]),
          object: WITH_OBJECT.has(kind) ? (attemptOf(cell('description')) ?? key) : null,
        },
      ],
    };
    return { activity };
  }

  /** Of all cells under their headings, wherever the columns stand. */
  private digest(cells: readonly string[]): string {
    const byHeading = this.headings
      .map((heading, at) => [heading.toLowerCase(), cells[at] ?? ''])
      .toSorted(([one = ''], [other = '']) => (one < other ? -1 : Number(one > other)));
    return createHash('sha256').update(JSON.stringify(byHeading)).digest('base64url');
  }
}

function named(references: readonly (string | undefined)[]): string[] {
  return references.filter(
    (reference): reference is string => reference !== undefined && !NOBODY.has(reference),
  );
}

function attemptOf(description: string): string | null {
  const found = ATTEMPT_ID.exec(description);
  return found === null ? null : `moodle:${found[0]}`;
}

/** `Quiz: Week 1` is the quiz of this name; courses, people and what was deleted are no topics. */
function topicOf(context: string): SourceTopic | null {
  const colon = context.indexOf(':');
  if (colon < 1) return null;
  if (NO_TOPIC.has(context.slice(0, colon).trim().toLowerCase())) return null;
  return sourceTopic(context, context.slice(colon + 1));
}
