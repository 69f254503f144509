import type { EntryKind } from '../../students/record-entry';
import type { BriefTask, RecordChange, SessionBrief } from './session-brief';

const NOUNS: Readonly<Record<EntryKind, readonly [one: string, many: string]>> = {
  test_score: ['test score', 'test scores'],
  course: ['course', 'courses'],
  activity: ['activity', 'activities'],
  award: ['award', 'awards'],
  document: ['document', 'documents'],
  target_college: ['target college', 'target colleges'],
  goal: ['goal', 'goals'],
  communication: ['message', 'messages'],
};

/** The smallest difference of readiness that is worth a word. */
const NOTEWORTHY = 0.01;

/** A brief in a few plain sentences: what presses first, then what happened, then what comes. */
export function briefSummary(brief: SessionBrief): string {
  return [
    alertsOf(brief),
    sessionOf(brief),
    changesOf(brief),
    tasksOf(brief.tasks),
    readinessOf(brief),
    deadlinesOf(brief),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function alertsOf({ alerts }: SessionBrief): string {
  const [gravest] = alerts;
  if (gravest === undefined) return '';
  const count = alerts.length === 1 ? 'An alert is' : `${alerts.length} alerts are`;
  return `${count} open, the gravest of band ${gravest.band}: look at it before anything else.`;
}

function sessionOf({ student, lastSession }: SessionBrief): string {
  return lastSession === null
    ? `This would be your first session with ${student.name}.`
    : `You last met ${student.name} on ${lastSession.heldOn} for ${lastSession.durationMinutes} minutes (${lastSession.sessionType}).`;
}

function changesOf({ changes, lastSession }: SessionBrief): string {
  if (changes.length === 0) {
    return lastSession === null
      ? 'Nothing is in the record yet.'
      : 'Nothing in the record has changed since.';
  }
  const when = lastSession === null ? 'The record holds' : 'Since then:';
  const what = [wordsOf(changes, 'added', 'new'), wordsOf(changes, 'changed', 'changed')]
    .filter((words) => words !== '')
    .join('; ');
  return `${when} ${what}.`;
}

function wordsOf(
  changes: readonly RecordChange[],
  change: RecordChange['change'],
  word: string,
): string {
  const counts = new Map<EntryKind, number>();
  for (const { kind } of changes.filter((candidate) => candidate.change === change)) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .map(([kind, count]) => `${count} ${word} ${NOUNS[kind][count === 1 ? 0 : 1]}`)
    .join(', ');
}

function tasksOf(tasks: readonly BriefTask[]): string {
  if (tasks.length === 0) return '';
  const of = (status: BriefTask['status']): number =>
    tasks.filter((task) => task.status === status).length;
  const overdue = tasks.find(({ status }) => status === 'overdue');
  const first = overdue === undefined ? '' : `, first of all "${overdue.title}"`;
  return `Tasks: ${of('done')} done, ${of('open')} open, ${of('overdue')} overdue${first}.`;
}

function readinessOf({ readiness: { then, now } }: SessionBrief): string {
  if (now === null) return 'Readiness has not been assessed yet.';
  const present = `Readiness is ${now.toFixed(2)}`;
  if (then === null) return `${present}.`;
  if (Math.abs(now - then) < NOTEWORTHY) return `${present}, as at the last session.`;
  return `${present}, ${now > then ? 'up' : 'down'} from ${then.toFixed(2)} at the last session.`;
}

function deadlinesOf({ deadlines }: SessionBrief): string {
  const [nearest] = deadlines;
  if (nearest === undefined) return 'No deadline falls in the next sixty days.';
  const others = deadlines.length - 1;
  const rest = others === 0 ? '' : `, and ${others} more within sixty days`;
  return `The nearest deadline is ${nearest.on}: ${nearest.title}${rest}.`;
}
