import type { JsonObject } from '../../../../kernel/json';
import { SourceClock } from '../source-time';
import { xapiMeaning } from './xapi-reader';

const clock = new SourceClock('UTC', 'day-first');
const ID = '8AC118C6-7964-5939-8b2b-fa3070881c66';
const COURSE = {
  id: 'http://school.example/course/course-v1:Example+NET1+2026',
  definition: { type: 'http://adlnet.gov/expapi/activities/course' },
};

/** An object of this type. */
function object(type: string, id = 'http://school.example/xblock/block@abc'): JsonObject {
  return { id, definition: { type: `http://adlnet.gov/expapi/activities/${type}` } };
}

/** A statement as another system would send it, changed where a test says so. */
function statement(verb: string, changes: JsonObject = {}): JsonObject {
  return {
    id: ID,
    actor: { objectType: 'Agent', mbox: 'mailto:ada@example.com' },
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
    object: object('resource'),
    timestamp: '2026-03-02T10:15:00.917775+00:00',
    context: { contextActivities: { parent: [COURSE] } },
    ...changes,
  };
}

const meaning = (verb: string, changes: JsonObject = {}) =>
  xapiMeaning(statement(verb, changes), clock);

function kinds(verb: string, changes: JsonObject = {}): string[] {
  const found = meaning(verb, changes);
  if ('refusal' in found) return [found.refusal];
  return found.activity.events.map(({ kind, isOwn }) => (isOwn ? kind : `${kind} (not own)`));
}

describe('What xAPI statements say', () => {
  it('is who did what in which course, to the millisecond', () => {
    expect(meaning('experienced')).toEqual({
      activity: {
        key: `xapi:${ID.toLowerCase()}`,
        occurredAt: new Date('2026-03-02T10:15:00.917Z'),
        knownAt: new Date('2026-03-02T10:15:00.917Z'),
        people: ['ada@example.com'],
        courses: [COURSE.id, 'NET1'],
        topic: { reference: 'http://school.example/xblock/block@abc', title: 'abc' },
        events: [{ kind: 'content.viewed', isOwn: true, object: null, score: null, outcome: null }],
      },
    });
  });

  it.each([
    ['initialized', {}, ['content.viewed']],
    ['progressed', { result: { completion: false } }, ['content.progressed']],
    ['progressed', { result: { completion: true } }, ['content.completed']],
    ['completed', {}, ['content.completed']],
    ['completed', { object: COURSE }, ['enrollment.completed']],
    ['registered', { object: COURSE }, ['enrollment.created']],
    ['unregistered', { object: COURSE }, ['enrollment.dropped']],
    ['passed', { object: COURSE }, ['unknown_kind']],
    ['registered', {}, ['unknown_kind']],
    ['voided', {}, ['unknown_kind']],
    ['attempted', { result: { score: { scaled: 1 } } }, ['content.progressed']],
    ['passed', {}, ['quiz.submitted', 'quiz.scored (not own)']],
    ['terminated', { object: object('timed-assessment') }, ['quiz.submitted']],
    ['terminated', {}, ['unknown_kind']],
    ['submitted', {}, ['lab.submitted']],
    ['constructor', {}, ['unknown_kind']],
  ])('%s %j is %j', (verb, changes, expected) => {
    expect(kinds(verb, changes)).toEqual(expected);
  });

  it('scores an attempt once, and not again for each of its questions', () => {
    const result = { score: { min: 0, max: 3, raw: 2 }, success: false };
    const whole = meaning('evaluated', { result });
    const key = `xapi:${ID.toLowerCase()}`;
    expect(whole).toMatchObject({
      activity: {
        events: [
          { kind: 'quiz.submitted', object: key },
          { kind: 'quiz.scored', object: key, score: 6667, outcome: 'failed' },
        ],
      },
    });
    const context = { statement: { id: ID }, contextActivities: { grouping: [COURSE] } };
    expect(kinds('evaluated', { result, context })).toEqual(['content.progressed']);
  });

  it('tells a thread from an answer to it, and keeps the title of neither', () => {
    const threads = 'http://school.example/api/discussion/v1/threads/1';
    const thread = object('discussion', threads);
    const comment = object('discussion', 'http://school.example/api/discussion/v1/comments/2');
    const context = { contextActivities: { parent: [COURSE], grouping: [thread] } };
    expect(meaning('posted', { object: thread })).toMatchObject({
      activity: { topic: null, events: [{ kind: 'discussion.thread.created' }] },
    });
    expect(meaning('posted', { object: comment, context })).toMatchObject({
      activity: { topic: null, events: [{ kind: 'discussion.post.created' }] },
    });
  });

  it('names a statement without id by all that it says', () => {
    const { id: _, ...unnamed } = statement('experienced');
    const turned = Object.fromEntries(Object.entries(unnamed).toReversed());
    const found = xapiMeaning(unnamed, clock);
    expect(found).toMatchObject({ activity: { key: expect.stringMatching(/^xapi:[\w-]{43}$/) } });
    expect(xapiMeaning(turned, clock)).toEqual(found);
  });

  it('is refused where it says nothing', () => {
    expect(xapiMeaning([], clock)).toMatchObject({ refusal: 'unreadable_row' });
    expect(xapiMeaning({ verb: 'x', actor: 'y' }, clock)).toMatchObject({
      refusal: 'unreadable_row',
    });
    expect(kinds('experienced', { timestamp: 'soon' })).toEqual(['unreadable_time']);
  });
});
