/** Everything that people are told of. Names stay: preferences and clients hold on to them. */
export const NOTIFICATION_KINDS = [
  'task.assigned',
  'task.returned',
  'task.completed',
  'task.to_review',
  'lab.reviewed',
  'quiz.reviewed',
  'enrollment.changed',
  'discussion.replied',
  'coach.linked',
  'coach.unlinked',
  'student.linked',
  'student.unlinked',
  'coaching_session.written',
  'game_plan.ready',
  'agent.finished',
  'document.added',
  'document.problem',
  'payment.updated',
  'payment.problem',
  'stake.matured',
  'import.finished',
  'export.ready',
  'api_key.changed',
  'crisis.detected',
  'crisis.escalated',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** The ways in which people are told. The socket tells what the list in the product shows. */
export type NotificationChannel = 'in_app' | 'email';
