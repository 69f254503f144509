import type { JsonValue } from '../../../../kernel/json';
import type { ActivityKind } from '../../activity/activity-event';
import { isRecord, memberOf, numberAt, textAt } from '../files/json-members';
import { jsonValues } from '../files/json-values';
import { lastPart } from '../last-part';
import { personReferences } from '../person-references';
import { scoreOf } from '../source-score';
import {
  plainEvent,
  type RowMeaning,
  type SourceEvent,
  type SourceReading,
  type SourceTopic,
} from '../source-activity';
import type { SourceClock } from '../source-time';
import { sourceTopic } from '../topic-title';
import { valueDigest } from '../value-digest';
import { caliperKind, caliperName } from './caliper-kinds';

/** Kinds that are about no content, or about what people wrote. */
const NO_TOPIC = new Set<ActivityKind>([
  'sign_in.created',
  'discussion.post.created',
  'discussion.thread.created',
]);
/** Objects that are no content: what people wrote, and programs. */
const NO_CONTENT = new Set(['Message', 'Thread', 'SoftwareApplication', 'Person', 'Session']);

/** Reads Caliper events: envelopes, lists, or one event on each line. */
export async function* readCaliper(
  path: string,
  clock: SourceClock,
): AsyncGenerator<SourceReading> {
  for await (const reading of jsonValues(path)) {
    const { row } = reading;
    if ('problem' in reading) yield { row, refusal: 'unreadable_row', about: reading.problem };
    else yield { row, ...caliperMeaning(reading.value, clock) };
  }
}

/** What one Caliper event says. */
export function caliperMeaning(event: JsonValue, clock: SourceClock): RowMeaning {
  const type = textAt(event, 'type') ?? textAt(event, '@type');
  const action = textAt(event, 'action');
  if (!isRecord(event) || type === null || action === null) {
    return { refusal: 'unreadable_row', about: 'it is no Caliper event' };
  }
  const eventTime = textAt(event, 'eventTime') ?? '';
  const knownAt = clock.read(eventTime);
  if (knownAt === null) return { refusal: 'unreadable_time', about: eventTime };
  const name = caliperName(type, action);
  const kind = caliperKind(name);
  if (kind === null) return { refusal: 'unknown_kind', about: name };
  const id = textAt(event, 'id') ?? textAt(event, '@id');
  const key = `caliper:${id ?? valueDigest(event)}`;
  if (kind === 'quiz.scored') return gradeMeaning(event, key, knownAt, clock);
  const object = memberOf(event, 'object');
  return {
    activity: {
      key,
      occurredAt: knownAt,
      knownAt,
      people: personReferences(referenceOf(memberOf(event, 'actor'))),
      courses: kind === 'sign_in.created' ? [] : coursesOf(event),
      topic: NO_TOPIC.has(kind) ? null : topicOf(object),
      events: [{ ...plainEvent(kind), object: attemptOf(event, kind) ?? objectWithout(kind, key) }],
    },
  };
}

/** A grade is about who was graded; it counts at the time of what was graded. */
function gradeMeaning(
  event: JsonValue,
  key: string,
  knownAt: Date,
  clock: SourceClock,
): RowMeaning {
  const attempt = memberOf(event, 'object');
  const assignable = memberOf(attempt, 'assignable');
  const score = scoreOf(
    numberAt(event, 'generated', 'scoreGiven') ?? numberAt(event, 'generated', 'totalScore'),
    numberAt(event, 'generated', 'maxScore') ??
      numberAt(event, 'generated', 'maxResultScore') ??
      numberAt(assignable, 'maxScore'),
  );
  if (score === null) return { refusal: 'unknown_kind', about: 'a grade without a score' };
  const isQuiz = lastPart(textAt(assignable, 'type') ?? 'Assessment').startsWith('Assessment');
  const scored: SourceEvent = {
    ...plainEvent(isQuiz ? 'quiz.scored' : 'lab.scored', false),
    object: `caliper:${referenceOf(attempt) ?? key}`,
    score,
  };
  const ended = clock.read(textAt(attempt, 'endedAtTime') ?? '');
  return {
    activity: {
      key,
      occurredAt: ended ?? knownAt,
      knownAt,
      people: personReferences(
        referenceOf(memberOf(attempt, 'assignee')) ?? referenceOf(memberOf(attempt, 'actor')),
      ),
      courses: coursesOf(event),
      topic: topicOf(assignable),
      events: [scored],
    },
  };
}

/** The attempt that was handed in: `generated`, or the object itself. */
function attemptOf(event: JsonValue, kind: ActivityKind): string | null {
  if (kind !== 'quiz.submitted' && kind !== 'lab.submitted') return null;
  const attempt = referenceOf(memberOf(event, 'generated'));
  return attempt === null ? null : `caliper:${attempt}`;
}

function objectWithout(kind: ActivityKind, key: string): string | null {
  return kind === 'quiz.submitted' || kind === 'lab.submitted' ? key : null;
}

function coursesOf(event: JsonValue): string[] {
  const names = [
    referenceOf(memberOf(event, 'group')),
    textAt(event, 'group', 'courseNumber'),
    textAt(event, 'group', 'subOrganizationOf', 'courseNumber'),
    referenceOf(memberOf(event, 'group', 'subOrganizationOf')),
    referenceOf(memberOf(event, 'membership', 'organization')),
  ];
  return names.filter((name): name is string => name !== null);
}

/** An item of an assessment and a frame of a page belong to what they are part of. */
function topicOf(object: JsonValue | undefined): SourceTopic | null {
  const whole = memberOf(object, 'isPartOf');
  const isItem = lastPart(textAt(object, 'type') ?? '') === 'AssessmentItem';
  const content = isItem && whole !== undefined ? whole : object;
  const reference = referenceOf(content);
  if (reference === null || NO_CONTENT.has(lastPart(textAt(content, 'type') ?? ''))) return null;
  return sourceTopic(reference, textAt(content, 'name') ?? lastPart(reference));
}

/** Entities are named by their id, or written as the id alone. */
function referenceOf(entity: JsonValue | undefined): string | null {
  if (typeof entity === 'string') return entity.trim() === '' ? null : entity.trim();
  return textAt(entity, 'id') ?? textAt(entity, '@id');
}
