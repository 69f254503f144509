import type { Reply } from '../../support/http-client';
import { splitPrompt } from './access-table/things/campus';
import { World } from './access-table/world';

const TIMES = 6;

/** Requests for the same thing at the same moment: some are too late, none breaks anything. */
describe('Learning: many requests for one thing at once', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world?.app.stop());

  type Call = () => Promise<Reply>;

  /** Every call several times over, all at once, in turns. */
  async function allAtOnce(...calls: Call[]): Promise<void> {
    const replies = await Promise.all(
      Array.from({ length: TIMES }, () => calls).flatMap((turn) => turn.map((call) => call())),
    );
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(statuses.filter((status) => status < 300)).not.toEqual([]);
  }

  const by =
    (role: 'owner' | 'classmate' | 'instructor' | 'admin') =>
    (method: string, path: string, body?: object): Call =>
    () =>
      world.call(method, path, body, world.tokenOf(role));
  const owner = by('owner');
  const admin = by('admin');

  it('a conversation is talked in, named, shared, stopped and deleted', async () => {
    const { id } = await world.post('owner', '/chat/sessions', {
      content_item_id: world.items['lesson'],
    });
    const path = `/chat/sessions/${id}`;
    await allAtOnce(
      owner('POST', `${path}/greeting`),
      owner('POST', `${path}/messages`, { content: 'Why?' }),
      owner('GET', `${path}/stream`),
      owner('PATCH', path, { title: 'Mine' }),
      owner('POST', `${path}/share`),
      owner('DELETE', `${path}/share`),
      owner('POST', `${path}/cancel`),
      owner('DELETE', path),
    );
    expect((await owner('GET', path)()).status).toBe(404);
  });

  it('an attempt is started, saved and handed in with different answers', async () => {
    const content_item_id = world.items['quiz'];
    const started = await world.post('owner', '/assessments/quiz-attempts', { content_item_id });
    const path = `/assessments/quiz-attempts/${started.id}`;
    const answers = (answer: string) => ({ answers: [{ question_id: 1, answer }] });
    await allAtOnce(
      owner('PUT', `${path}/answers`, answers('A')),
      owner('POST', `${path}/submit`, answers('A')),
      owner('POST', `${path}/submit`, answers('B')),
      owner('POST', '/assessments/quiz-attempts', { content_item_id }),
      owner('GET', path),
    );
    expect((await owner('GET', path)()).body.status).toBe('SUBMITTED');
  });

  it('the last place of an offering is taken by one, and left, and taken again', async () => {
    const offering = await world.home.offer({ capacity: 1 });
    const enroll = { course_offering_id: offering };
    const path = `/courses/${world.home.courseId}/offerings/${offering}`;
    await allAtOnce(
      owner('POST', '/enrollments', enroll),
      by('classmate')('POST', '/enrollments', enroll),
      admin('PUT', path, { term_name: 'Autumn' }),
    );
    const [row] = await world.app.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM enrollments
       WHERE course_offering_id = $1 AND status = 'ACTIVE'`,
      [offering],
    );
    expect(row?.count).toBe(1);
    await allAtOnce(
      owner('POST', '/enrollments', enroll),
      admin('GET', `/enrollments?course_offering_id=${offering}`),
      admin('DELETE', path),
    );
    expect((await admin('GET', path)()).status).toBe(404);
  });

  it('a prompt is published, labelled, split and deleted', async () => {
    const prompt_name = await splitPrompt(world);
    const create = { name: prompt_name, prompt: 'Be brief.', labels: ['production'] };
    const path = `/prompts/${prompt_name}`;
    await allAtOnce(
      admin('POST', '/prompts', create),
      admin('PATCH', `${path}/versions/1/labels`, { labels: ['production'] }),
      admin('PATCH', `${path}/tags`, { tags: ['kind'] }),
      admin('PUT', `${path}/labels/production/split`, { version: 2, percent: 10 }),
      admin('POST', `${path}/versions/2/impact`, { label: 'production' }),
      admin('DELETE', `${path}/labels/production/split`),
      admin('DELETE', `${path}/versions/2`),
      admin('GET', path),
    );
    await allAtOnce(admin('DELETE', path), admin('POST', '/prompts', create));
  });

  it('a card is reviewed, changed and removed', async () => {
    const id = await world.create('owner', '/flashcards', { front: 'Q', back: 'A' });
    await allAtOnce(
      owner('POST', `/flashcards/${id}/review`, { rating: 'GOOD' }),
      owner('PUT', `/flashcards/${id}`, { back: 'B' }),
      owner('DELETE', `/flashcards/${id}`),
    );
    expect((await owner('GET', `/flashcards/${id}`)()).status).toBe(404);
  });

  it('a discussion is answered, moderated, reported and deleted', async () => {
    const { id } = await world.post('owner', `/courses/${world.home.courseId}/discussions`, {
      title: 'Why halve?',
      body: 'I wonder.',
    });
    const path = `/discussions/${id}`;
    await allAtOnce(
      by('classmate')('POST', `${path}/posts`, { body: 'Me too.' }),
      by('classmate')('POST', `${path}/report`, { reason: 'Rude.' }),
      by('instructor')('PUT', path, { is_pinned: true }),
      by('instructor')('DELETE', path),
      owner('GET', `${path}/posts`),
    );
    expect((await owner('GET', path)()).status).toBe(404);
  });

  it('modules are moved under each other and removed', async () => {
    const course_id = world.home.courseId;
    const make = (title: string) =>
      world.create('admin', '/modules', { course_id, title, module_type: 'UNIT' });
    const [a, b, c] = [await make('A'), await make('B'), await make('C')];
    const move = (id: number, parent_module_id: number) =>
      admin('POST', `/modules/${id}/move`, { parent_module_id });
    await allAtOnce(
      move(a, b),
      move(b, c),
      move(c, a),
      move(b, a),
      admin('DELETE', `/modules/${c}`),
    );
    const tree = await admin('GET', `/modules/courses/${course_id}/modules`)();
    expect(tree.status).toBe(200);
    expect((await admin('GET', `/modules/${c}`)()).status).toBe(404);
  });
});
