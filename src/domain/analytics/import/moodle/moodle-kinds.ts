import type { ActivityKind } from '../../activity/activity-event';

/** Whom a row is about, and whether they did it. */
type Doer = 'user' | 'affected';

interface MoodleKind {
  readonly kind: ActivityKind;
  /** `affected`: it happens to the affected user, where the row names one. */
  readonly about: Doer;
  /** Whether the event belongs to the installation and not to the course. */
  readonly isOutsideCourse?: true;
}

const own = (kind: ActivityKind): MoodleKind => ({ kind, about: 'user' });
const happens = (kind: ActivityKind): MoodleKind => ({ kind, about: 'affected' });

/**
 * Moodle's events by their English names. Of several rows about one deed only one has the telling
 * kind: a forum post is also "Some content has been posted", a hand-in also "A file has been
 * uploaded" and "Submission created".
 */
const KINDS: ReadonlyMap<string, MoodleKind> = new Map([
  ['user has logged in', { ...own('sign_in.created'), isOutsideCourse: true }],
  ['user enrolled in course', happens('enrollment.created')],
  ['user unenrolled from course', happens('enrollment.dropped')],
  ['course completed', happens('enrollment.completed')],
  ['course activity completion updated', happens('content.completed')],
  ['quiz attempt started', own('quiz.started')],
  ['quiz attempt submitted', own('quiz.submitted')],
  ['a submission has been submitted', own('lab.submitted')],
  ['discussion created', own('discussion.thread.created')],
  ['post created', own('discussion.post.created')],
  ['note created', own('note.created')],
  ...[
    'a file has been uploaded',
    'an online text has been uploaded',
    'an online text has been added',
    'attempt submitted',
    'answer submitted',
    'choice answer added',
    'choice answer updated',
    'clicked join meeting button',
    'comment created',
    'content page ended',
    'discussion subscription created',
    'entry created',
    'entry updated',
    'lesson ended',
    'lesson resumed',
    'lesson started',
    'post updated',
    'question answered',
    'response submitted',
    'session joined',
    'some content has been posted',
    'statement received',
    'submission created',
    'submission updated',
    'subscription created',
    'tag added to an item',
    'the user duplicated their submission',
    'wiki page created',
    'wiki page updated',
  ].map((name): [string, MoodleKind] => [name, own('content.progressed')]),
]);

/** What an event is by its name; null for what is not counted. */
export function moodleKind(eventName: string): MoodleKind | null {
  const plain = eventName.toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '').trim();
  const known = KINDS.get(plain);
  if (known !== undefined) return known;
  return /\bviewed$|^quiz attempt reviewed$/.test(plain) ? own('content.viewed') : null;
}
