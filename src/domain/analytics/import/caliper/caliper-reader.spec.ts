import type { JsonObject } from '../../../../kernel/json';
import { SourceClock } from '../source-time';
import { caliperMeaning } from './caliper-reader';

const clock = new SourceClock('UTC', 'day-first');
const PERSON = 'https://school.example/users/42';
const QUIZ = { id: 'https://school.example/quiz/1', type: 'Assessment', name: 'Quiz One' };
const ATTEMPT = { id: 'urn:uuid:a1', type: 'Attempt', assignee: PERSON, assignable: QUIZ };

/** An event as another system would send it, changed where a test says so. */
function event(changes: JsonObject): JsonObject {
  return {
    id: 'urn:uuid:e1',
    type: 'NavigationEvent',
    action: 'NavigatedTo',
    actor: { id: PERSON, type: 'Person' },
    object: { id: 'https://school.example/pages/2', type: 'WebPage', name: 'Frames' },
    eventTime: '2026-03-02T10:15:00.000Z',
    group: { id: 'https://school.example/courses/7', courseNumber: 'NET-1' },
    ...changes,
  };
}

const meaning = (changes: JsonObject) => caliperMeaning(event(changes), clock);

describe('What Caliper events say', () => {
  it('is who viewed what in which course', () => {
    expect(meaning({})).toEqual({
      activity: {
        key: 'caliper:urn:uuid:e1',
        occurredAt: new Date('2026-03-02T10:15:00Z'),
        knownAt: new Date('2026-03-02T10:15:00Z'),
        people: [PERSON, '42'],
        courses: ['https://school.example/courses/7', 'NET-1'],
        topic: { reference: 'https://school.example/pages/2', title: 'Frames' },
        events: [{ kind: 'content.viewed', isOwn: true, object: null, score: null, outcome: null }],
      },
    });
  });

  it.each([
    ['http://purl.imsglobal.org/caliper/v1/ViewEvent', 'Viewed', 'content.viewed'],
    ['MediaEvent', 'http://purl.imsglobal.org/vocab/caliper/v1/action#Ended', 'content.progressed'],
    ['AnnotationEvent', 'Highlighted', 'content.progressed'],
    ['AssignableEvent', 'Completed', 'content.completed'],
    ['AssessmentEvent', 'Started', 'quiz.started'],
    ['MessageEvent', 'Posted', 'discussion.post.created'],
  ])('%s %s is %s', (type, action, kind) => {
    expect(meaning({ type, action })).toMatchObject({ activity: { events: [{ kind }] } });
  });

  it('has neither course nor topic for a sign-in', () => {
    const object = { id: 'https://school.example', type: 'SoftwareApplication' };
    expect(meaning({ type: 'SessionEvent', action: 'LoggedIn', object })).toMatchObject({
      activity: { courses: [], topic: null, events: [{ kind: 'sign_in.created' }] },
    });
  });

  it('takes an item of an assessment for the assessment', () => {
    const object = {
      id: 'https://school.example/quiz/1/2',
      type: 'AssessmentItem',
      isPartOf: QUIZ,
    };
    expect(meaning({ type: 'AssessmentItemEvent', action: 'Skipped', object })).toMatchObject({
      activity: { topic: { reference: QUIZ.id, title: 'Quiz One' } },
    });
  });

  it('counts a grade for whom it was given to, when the attempt ended', () => {
    const graded = meaning({
      type: 'GradeEvent',
      action: 'Graded',
      actor: 'https://school.example/autograder',
      object: { ...ATTEMPT, endedAtTime: '2026-03-01T10:00:00Z' },
      generated: { type: 'Score', scoreGiven: 15, maxScore: 20 },
    });
    const handedIn = meaning({
      type: 'AssessmentEvent',
      action: 'Submitted',
      object: QUIZ,
      generated: ATTEMPT,
    });
    const object = 'caliper:urn:uuid:a1';
    expect(graded).toMatchObject({
      activity: {
        people: [PERSON, '42'],
        occurredAt: new Date('2026-03-01T10:00:00Z'),
        knownAt: new Date('2026-03-02T10:15:00Z'),
        topic: { title: 'Quiz One' },
        events: [{ kind: 'quiz.scored', isOwn: false, object, score: 7500 }],
      },
    });
    expect(handedIn).toMatchObject({
      activity: { events: [{ kind: 'quiz.submitted', isOwn: true, object }] },
    });
  });

  it('is refused with the reason', () => {
    expect(meaning({ type: 'SessionEvent', action: 'LoggedOut' })).toEqual({
      refusal: 'unknown_kind',
      about: 'SessionEvent LoggedOut',
    });
    expect(meaning({ type: 'constructor', action: 'toString' })).toMatchObject({
      refusal: 'unknown_kind',
    });
    expect(meaning({ eventTime: 'soon' })).toEqual({ refusal: 'unreadable_time', about: 'soon' });
    expect(meaning({ type: 'GradeEvent', action: 'Graded' })).toMatchObject({
      about: 'a grade without a score',
    });
    expect(caliperMeaning({ id: 'x', type: 'Person' }, clock)).toMatchObject({
      refusal: 'unreadable_row',
    });
    expect(caliperMeaning(null, clock)).toMatchObject({ refusal: 'unreadable_row' });
  });
});
