import type { JsonValue } from '../../../../kernel/json';
import { jsonValues } from '../files/json-values';
import {
  plainEvent,
  type RowMeaning,
  type SourceEvent,
  type SourceReading,
} from '../source-activity';
import type { SourceClock } from '../source-time';
import { valueDigest } from '../value-digest';
import { XapiStatement } from './xapi-statement';
import { xapiKind } from './xapi-verbs';

/** Verbs by which a whole attempt ends with a result. */
const ENDS_ATTEMPT = new Set(['evaluated', 'passed', 'failed', 'scored']);
/** Examinations that end with the verb `terminated`. */
const EXAMINATION = /^(timed|proctored|practice)-assessment$/;

/** Reads xAPI statements: a list, one on each line, or a reply of a learning record store. */
export async function* readXapi(path: string, clock: SourceClock): AsyncGenerator<SourceReading> {
  for await (const reading of jsonValues(path)) {
    const { row } = reading;
    if ('problem' in reading) yield { row, refusal: 'unreadable_row', about: reading.problem };
    else yield { row, ...xapiMeaning(reading.value, clock) };
  }
}

/** What one statement says. */
export function xapiMeaning(value: JsonValue, clock: SourceClock): RowMeaning {
  const statement = XapiStatement.of(value);
  if (statement === null) return { refusal: 'unreadable_row', about: 'it is no xAPI statement' };
  const occurredAt = clock.read(statement.time);
  if (occurredAt === null) return { refusal: 'unreadable_time', about: statement.time };
  const key = `xapi:${statement.id ?? valueDigest(value)}`;
  const events = eventsOf(statement, key);
  if (events.length === 0) {
    return { refusal: 'unknown_kind', about: `${statement.verb} ${statement.objectType}`.trim() };
  }
  const isOutsideCourse = events.some(({ kind }) => kind === 'sign_in.created');
  return {
    activity: {
      key,
      occurredAt,
      knownAt: occurredAt,
      people: statement.people,
      courses: isOutsideCourse ? [] : statement.courses,
      topic: isOutsideCourse ? null : statement.topic,
      events,
    },
  };
}

/**
 * An attempt that ends with a result is handed in and scored at once. Of the statements that Open
 * edX makes of one hand-in only `evaluated` is that: `attempted` says the same from the browser and
 * from the grade book, and one for each question is part of the whole.
 */
function eventsOf(statement: XapiStatement, key: string): SourceEvent[] {
  const { verb, objectType, score, outcome } = statement;
  const isAboutCourse = objectType === 'course';
  const hasResult = score !== null || verb === 'passed' || verb === 'failed';
  if (ENDS_ATTEMPT.has(verb) && hasResult && !isAboutCourse && !statement.isPart) {
    return [
      { ...plainEvent('quiz.submitted'), object: key },
      { ...plainEvent('quiz.scored', false), object: key, score, outcome },
    ];
  }
  if (verb === 'terminated' && EXAMINATION.test(objectType)) {
    return [{ ...plainEvent('quiz.submitted'), object: key }];
  }
  const kind = xapiKind(verb, isAboutCourse);
  if (kind === null) return [];
  if (kind === 'content.progressed' && verb === 'progressed' && statement.isDone) {
    return [plainEvent(isAboutCourse ? 'enrollment.completed' : 'content.completed')];
  }
  if (verb === 'posted' && !statement.isAnswer) return [plainEvent('discussion.thread.created')];
  if (kind === 'lab.submitted') return [{ ...plainEvent(kind), object: key }];
  return [plainEvent(kind)];
}
