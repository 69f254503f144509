import type { ActivityKind } from '../../activity/activity-event';
import { lastPart } from '../last-part';

/** What is counted of the actions of an event type; all others are not. */
const BY_TYPE: Readonly<Record<string, Readonly<Record<string, ActivityKind>>>> = {
  AnnotationEvent: {
    Bookmarked: 'content.progressed',
    Highlighted: 'content.progressed',
    Shared: 'content.progressed',
    Tagged: 'content.progressed',
  },
  AssessmentEvent: {
    Started: 'quiz.started',
    Submitted: 'quiz.submitted',
    Paused: 'content.progressed',
    Resumed: 'content.progressed',
    Restarted: 'content.progressed',
  },
  AssessmentItemEvent: {
    Started: 'content.progressed',
    Completed: 'content.progressed',
    Skipped: 'content.progressed',
    Viewed: 'content.viewed',
  },
  AssignableEvent: {
    Started: 'content.progressed',
    Completed: 'content.completed',
    Submitted: 'lab.submitted',
    Viewed: 'content.viewed',
  },
  ForumEvent: { Subscribed: 'content.progressed', Unsubscribed: 'content.progressed' },
  GradeEvent: { Graded: 'quiz.scored' },
  MediaEvent: {
    Started: 'content.progressed',
    Ended: 'content.progressed',
    Paused: 'content.progressed',
    Resumed: 'content.progressed',
    Restarted: 'content.progressed',
    JumpedTo: 'content.progressed',
    ForwardedTo: 'content.progressed',
  },
  MessageEvent: { Posted: 'discussion.post.created', MarkedAsRead: 'content.viewed' },
  NavigationEvent: { NavigatedTo: 'content.viewed' },
  OutcomeEvent: { Graded: 'quiz.scored' },
  ReadingEvent: { Viewed: 'content.viewed', Searched: 'content.progressed' },
  SessionEvent: { LoggedIn: 'sign_in.created' },
  ThreadEvent: { Created: 'discussion.thread.created', MarkedAsRead: 'content.viewed' },
  ToolUseEvent: { Used: 'content.progressed' },
  ViewEvent: { Viewed: 'content.viewed' },
};

const KINDS: ReadonlyMap<string, ActivityKind> = new Map(
  Object.entries(BY_TYPE).flatMap(([type, actions]) =>
    Object.entries(actions).map(([action, kind]): [string, ActivityKind] => [
      `${type} ${action}`,
      kind,
    ]),
  ),
);

/** An event's type and action by their short names, e.g. `MediaEvent Ended`. */
export function caliperName(type: string, action: string): string {
  return `${lastPart(type)} ${lastPart(action)}`;
}

/** What an event of this name is; null for what is not counted. */
export function caliperKind(name: string): ActivityKind | null {
  return KINDS.get(name) ?? null;
}
