import { createCourse, openUniversity } from '../../../support/campus';
import { parseFrames } from '../../../support/event-stream';
import type { Reply } from '../../../support/http-client';
import { person } from '../../../support/people';
import { testApp, type TestApp } from '../../../support/test-app';
import { accounts, dashboard } from './accounts';
import { conversation } from './conversation';
import { course, study } from './course';
import { operations } from './operations';
import { prompts } from './prompts';
import { bodyOf, type Kept, pathOf, type Step } from './step';
import { unlike } from './unlike';

const STORY = [
  ...accounts,
  ...course,
  ...conversation,
  ...study,
  ...dashboard,
  ...prompts,
  ...operations,
];

describe('The documented examples, one after the other', () => {
  const kept: Kept = {};
  let app: TestApp;

  beforeAll(async () => {
    app = await testApp();
    const admin = await person(app, 'PLATFORM_ADMIN');
    const universityId = await openUniversity(app, admin);
    const department = { name: 'Computer Science', code: 'CS' };
    const departments = `/universities/${universityId}/departments`;
    kept['admin'] = admin.token;
    kept['instructor'] = (await person(app, 'INSTRUCTOR')).token;
    kept['university_id'] = universityId;
    kept['department_id'] = (await app.learning.post(departments, department, admin)).body.id;
    await createCourse(app, admin, universityId, {
      description: 'Another one, to recommend.',
      department_id: kept['department_id'],
    });
  });
  afterAll(() => app.stop());

  it.each(STORY)('$who: $request answers $status', async (step) => {
    const reply = await send(step);
    expect([reply.status, reply.text]).toEqual([step.status, expect.anything()]);
    const shown = shownBy(reply);
    expect(unlike(step.reply ?? null, shown)).toEqual([]);
    for (const [name, field] of Object.entries(step.keeps ?? {})) {
      kept[name] =
        field === '*.id' ? shown.map(({ id }: { id: number }) => id).toReversed() : shown[field];
    }
  });

  /** Sends the step without a body where none is documented, but with the type of one. */
  function send({ who, request, body }: Step): Promise<Reply> {
    const [method = '', path = ''] = request.split(' ');
    const token = who === 'nobody' ? {} : { token: String(kept[who]) };
    const options = { headers: { 'content-type': 'application/json' }, ...token };
    const text = body === undefined ? undefined : JSON.stringify(bodyOf(body, kept));
    return app.learning.raw(method, pathOf(path, kept), text, options);
  }

  function shownBy(reply: Reply): any {
    if (!reply.headers.get('content-type')?.startsWith('text/event-stream')) {
      return reply.body ?? null;
    }
    const frames = parseFrames(reply.text);
    return { first: frames[0], last: frames.at(-1) };
  }
});
