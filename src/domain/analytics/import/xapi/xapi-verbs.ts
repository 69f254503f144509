import type { ActivityKind } from '../../activity/activity-event';
import { lastPart } from '../last-part';

/** What the verbs of statements about content say, by the last part of their addresses. */
const ABOUT_CONTENT: ReadonlyMap<string, ActivityKind> = new Map([
  ...[
    'accessed',
    'experienced',
    'initialized',
    'launched',
    'navigated',
    'opened',
    'previewed',
    'read',
    'viewed',
    'visited',
    'watched',
  ].map((verb): [string, ActivityKind] => [verb, 'content.viewed']),
  ...[
    'annotated',
    'answered',
    'asked',
    'attempted',
    'bookmarked',
    'downloaded',
    'edited',
    'evaluated',
    'highlighted',
    'interacted',
    'paused',
    'played',
    'progressed',
    'responded',
    'resumed',
    'searched',
    'seeked',
    'shared',
    'skipped',
    'voted',
  ].map((verb): [string, ActivityKind] => [verb, 'content.progressed']),
  ['completed', 'content.completed'],
  ['mastered', 'content.completed'],
  ['submitted', 'lab.submitted'],
  ['commented', 'discussion.post.created'],
  ['posted', 'discussion.post.created'],
  ['logged-in', 'sign_in.created'],
  ['logged_in', 'sign_in.created'],
]);

/** The same verbs mean something else where they are about a whole course. */
const ABOUT_COURSES: ReadonlyMap<string, ActivityKind | null> = new Map([
  ['registered', 'enrollment.created'],
  ['enrolled', 'enrollment.created'],
  ['unregistered', 'enrollment.dropped'],
  ['unenrolled', 'enrollment.dropped'],
  ['completed', 'enrollment.completed'],
  // A grade of a course comes and goes with its parts; it ends no enrolment and is no attempt.
  ['passed', null],
  ['failed', null],
  ['scored', null],
]);

/** The last part of a verb's address, in lower case. */
export function verbName(id: string): string {
  return lastPart(id).toLowerCase();
}

/** What a verb says; null for what is not counted. */
export function xapiKind(verb: string, isAboutCourse: boolean): ActivityKind | null {
  const ofCourse = isAboutCourse ? ABOUT_COURSES.get(verb) : undefined;
  return ofCourse === undefined ? (ABOUT_CONTENT.get(verb) ?? null) : ofCourse;
}
