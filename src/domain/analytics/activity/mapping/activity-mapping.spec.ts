import type { JsonValue } from '../../../../kernel/json';
import type { ActivityEvent } from '../activity-event';
import type { ActivityMapping } from './activity-mapping';
import { ASSESSMENT_ACTIVITY } from './assessment-activity';
import { COMMUNITY_ACTIVITY } from './community-activity';
import { ENROLLMENT_ACTIVITY } from './enrollment-activity';
import { PROGRESS_ACTIVITY } from './progress-activity';
import { TASK_ACTIVITY } from './task-activity';

const ID = '018f2a3b-0000-7000-8000-000000000001';
const WRITTEN = new Date('2026-03-02T10:00:00.250Z');
const HANDED_IN = '2026-03-01T23:59:59.999Z';

function told(mapping: ActivityMapping, name: string, payload: JsonValue) {
  const event = { id: ID, name, payload, occurredAt: WRITTEN };
  return (mapping[name]?.(event) ?? []) as ActivityEvent[];
}

describe('Enrolments', () => {
  const payload = { enrollmentId: 5, userId: 7, courseId: 3, courseOfferingId: 4 };

  it.each([
    ['enrollment.created', 'ACTIVE', 7, 'enrollment.created', true],
    ['enrollment.created', 'ACTIVE', 1, 'enrollment.created', false],
    ['enrollment.updated', 'DROPPED', 7, 'enrollment.dropped', true],
    ['enrollment.updated', 'COMPLETED', null, 'enrollment.completed', false],
    ['enrollment.updated', 'ACTIVE', 7, 'enrollment.created', true],
  ])('%s to %s by %p is %s', (name, status, changedBy, kind, isOwn) => {
    expect(told(ENROLLMENT_ACTIVITY, name, { ...payload, status, changedBy })).toEqual([
      {
        key: `${kind}:${ID}`,
        occurredAt: WRITTEN,
        userId: 7,
        kind,
        isOwn,
        courseId: 3,
        topicId: null,
        objectId: 5,
        durationMs: null,
        score: null,
        outcome: null,
        costMicrodollars: null,
        source: 'trellis',
        knownAt: WRITTEN,
      },
    ]);
  });

  it('of an earlier release, which does not say by whom, are left to the backfill', () => {
    const event = { ...payload, status: 'ACTIVE' };
    expect(told(ENROLLMENT_ACTIVITY, 'enrollment.created', event)).toEqual([]);
  });
});

describe('Progress', () => {
  const payload = { userId: 7, courseId: 3, courseOfferingId: 4, coursePercent: 10 };
  const content = { ...payload, contentItemId: 9, moduleId: null };

  it('in content is a step, and its completion from 100 percent on', () => {
    const part = told(PROGRESS_ACTIVITY, 'progress.updated', { ...content, percent: 99 });
    expect(part.map(({ kind, topicId }) => [kind, topicId])).toEqual([['content.progressed', 9]]);
    const whole = told(PROGRESS_ACTIVITY, 'progress.updated', { ...content, percent: 100 });
    expect(whole.map(({ kind }) => kind)).toEqual(['content.progressed', 'content.completed']);
  });

  it('that a review brought about is not the student’s own', () => {
    const events = told(PROGRESS_ACTIVITY, 'progress.updated', {
      ...content,
      percent: 100,
      isOwn: false,
    });
    expect(events.map(({ isOwn }) => isOwn)).toEqual([false, false]);
  });

  it('in a module is about no topic', () => {
    const events = told(PROGRESS_ACTIVITY, 'progress.updated', {
      ...payload,
      contentItemId: null,
      moduleId: 6,
      percent: 100,
    });
    expect(events.map(({ kind, topicId, objectId }) => [kind, topicId, objectId])).toEqual([
      ['module.progressed', null, 6],
    ]);
  });
});

describe('Assessments', () => {
  const attempt = { attemptId: 11, userId: 7, courseId: 3, contentItemId: 9 };
  const submitted = { ...attempt, isExpired: false, submittedAt: HANDED_IN };

  it('are scored at the moment of their submission, whenever that is known', () => {
    const reviewed = { ...attempt, percent: 66.67, passed: true, submittedAt: HANDED_IN };
    const [score] = told(ASSESSMENT_ACTIVITY, 'quiz.attempt.reviewed', reviewed);
    expect(score).toMatchObject({
      kind: 'quiz.scored',
      isOwn: false,
      objectId: 11,
      topicId: 9,
      score: 6667,
      outcome: 'passed',
      occurredAt: new Date(HANDED_IN),
      knownAt: WRITTEN,
    });
  });

  it('have no score while nothing of them is scored', () => {
    const events = told(ASSESSMENT_ACTIVITY, 'quiz.attempt.submitted', {
      ...submitted,
      percent: null,
      passed: null,
    });
    expect(events.map(({ kind, key }) => [kind, key])).toEqual([
      ['quiz.submitted', 'quiz.submitted:11'],
    ]);
  });

  it('have a score without an outcome while an essay waits', () => {
    const events = told(ASSESSMENT_ACTIVITY, 'quiz.attempt.submitted', {
      ...submitted,
      percent: 50,
      passed: null,
    });
    expect(events.map(({ kind, score, outcome }) => [kind, score, outcome])).toEqual([
      ['quiz.submitted', null, null],
      ['quiz.scored', 5000, null],
    ]);
  });

  it('that a time limit closed were not handed in by the student', () => {
    const events = told(ASSESSMENT_ACTIVITY, 'quiz.attempt.submitted', {
      ...submitted,
      isExpired: true,
      percent: 0,
      passed: false,
    });
    expect(events.map(({ isOwn, outcome }) => [isOwn, outcome])).toEqual([
      [false, null],
      [false, 'failed'],
    ]);
  });

  it('told by an earlier release are dated at the event', () => {
    const [event] = told(ASSESSMENT_ACTIVITY, 'quiz.attempt.submitted', {
      ...attempt,
      percent: null,
      passed: null,
    });
    expect(event).toMatchObject({ isOwn: true, occurredAt: WRITTEN });
  });

  it('of labs are accepted or need work', () => {
    const lab = { submissionId: 12, userId: 7, courseId: 3, contentItemId: 9, score: 85 };
    const kinds = (['ACCEPTED', 'NEEDS_WORK'] as const).map((status) =>
      told(ASSESSMENT_ACTIVITY, 'lab.submission.reviewed', { ...lab, status }).map(
        ({ kind, score, outcome, objectId }) => [kind, score, outcome, objectId],
      ),
    );
    expect(kinds).toEqual([
      [['lab.scored', 8500, 'accepted', 12]],
      [['lab.scored', 8500, 'needs_work', 12]],
    ]);
  });
});

describe('What people write', () => {
  it.each([
    ['note.created', { noteId: 4 }, 'note.created:4', 4],
    ['flashcard.created', { flashcardId: 8 }, 'flashcard.created:8', 8],
    ['discussion.thread.created', { threadId: 6 }, 'discussion.thread.created:6', 6],
    ['discussion.post.created', { postId: 5, threadId: 6 }, 'discussion.post.created:5', 5],
    ['course.rated', { ratingId: 2 }, `course.rated:${ID}`, 2],
    ['flashcard.reviewed', { flashcardId: 8, reviewId: ID }, `flashcard.reviewed:7:${ID}`, 8],
  ])('%s is an activity of its own', (name, payload, key, objectId) => {
    const about = { userId: 7, courseId: 3, contentItemId: 9, ...payload };
    expect(told(COMMUNITY_ACTIVITY, name, about)).toEqual([
      expect.objectContaining({ key, kind: name, isOwn: true, courseId: 3, topicId: 9, objectId }),
    ]);
  });

  it('may be about nothing', () => {
    const [event] = told(COMMUNITY_ACTIVITY, 'note.created', { userId: 7, noteId: 4 });
    expect(event).toMatchObject({ courseId: null, topicId: null });
  });
});

describe('Tasks', () => {
  it('are handed in once a submission', () => {
    const payload = { userId: 7, taskId: ID, submissionId: ID, courseId: 3 };
    expect(told(TASK_ACTIVITY, 'task.submitted', payload)).toEqual([
      expect.objectContaining({ key: `task.submitted:${ID}`, isOwn: true, courseId: 3 }),
    ]);
  });
});
