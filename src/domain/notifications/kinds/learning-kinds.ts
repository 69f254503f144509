import { capitalised, inCourse, type NotificationRule, OFF, ON, quoted } from './notification-rule';

/** What students are told about their work, and those who review it. */
export const LEARNING_KINDS: readonly NotificationRule[] = [
  {
    kind: 'task.assigned',
    description: 'A coach or an instructor gave you a task.',
    audience: 'everybody',
    inApp: ON,
    email: ON,
    sentence: ({ actor, thing, course }) =>
      `${actor ?? 'Somebody who looks after you'} gave you ${taskCalled(thing)}${inCourse(course)}.`,
  },
  {
    kind: 'task.returned',
    description: 'A task that you handed in came back: something is missing.',
    audience: 'everybody',
    inApp: ON,
    email: ON,
    sentence: ({ thing }) =>
      `Your task ${quoted(thing, 'that you handed in')} came back: something is missing.`,
  },
  {
    kind: 'task.completed',
    description: 'Somebody accepted your task, or you passed what it asks for.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ thing, facts }) =>
      `Your task ${quoted(thing, 'that you handed in')} is done${pointsFor(facts['points'])}.`,
  },
  {
    kind: 'task.to_review',
    description: 'A student whom you look after handed in a task for you to review.',
    audience: ['COACH', 'INSTRUCTOR'],
    inApp: ON,
    email: OFF,
    sentence: ({ subject, thing, course }) =>
      `${subject ?? 'A student'} handed in ${taskCalled(thing)} for review${inCourse(course)}.`,
  },
  {
    kind: 'lab.reviewed',
    description: 'An instructor reviewed what you handed in for a lab.',
    audience: 'everybody',
    inApp: ON,
    email: ON,
    sentence: ({ thing, course, facts }) =>
      facts['status'] === 'ACCEPTED'
        ? `Your work for ${quoted(thing, 'a lab')}${inCourse(course)} was accepted with ${facts['score']} of 100.`
        : `Your work for ${quoted(thing, 'a lab')}${inCourse(course)} was reviewed: it needs some more work.`,
  },
  {
    kind: 'quiz.reviewed',
    description: 'An instructor reviewed an answer that you wrote in a quiz.',
    audience: 'everybody',
    inApp: ON,
    email: ON,
    sentence: ({ thing, course }) =>
      `Your answers in ${quoted(thing, 'a quiz')}${inCourse(course)} were reviewed.`,
  },
  {
    kind: 'enrollment.changed',
    description: 'Somebody else put you into a course, or changed that you are in it.',
    audience: 'everybody',
    inApp: ON,
    email: ON,
    sentence: ({ course, facts }) => {
      const name = quoted(course, 'a course');
      if (facts['status'] === 'DROPPED') return `You are no longer enrolled in ${name}.`;
      if (facts['status'] === 'COMPLETED') return `${capitalised(name)} is marked as completed.`;
      return `You are enrolled in ${name} now.`;
    },
  },
  {
    kind: 'discussion.replied',
    description: 'Somebody answered in a discussion that you opened, or answered your post.',
    audience: 'everybody',
    inApp: ON,
    email: OFF,
    sentence: ({ thing, course }) =>
      thing === null
        ? `Your post in a discussion${inCourse(course)} has new replies.`
        : `Your discussion ${quoted(thing, '')}${inCourse(course)} has new replies.`,
  },
];

function taskCalled(title: string | null): string {
  return title === null ? 'a task' : `the task ${quoted(title, '')}`;
}

function pointsFor(points: unknown): string {
  if (typeof points !== 'number' || points <= 0) return '';
  return points === 1 ? ': 1 point for you' : `: ${points} points for you`;
}
