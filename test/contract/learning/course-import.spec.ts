import { type Contents, tarball, zip } from '../../support/archives';
import { filesBelow, SMALL_OLX_FOLDER } from '../../support/course-sources';
import type { Reply } from '../../support/http-client';
import { type Person, person } from '../../support/people';
import { exchange } from '../../support/raw-connection';
import { testApp, type TestApp } from '../../support/test-app';

const SETTINGS = `title: Things that measure
code: IOT1
level: intermediate
credit_hours: 4
`;
const SENSORS = `---
title: Sensors
duration: 45 min
---
# What a sensor does

It turns warmth into a number.
`;
const QUIZ = `::Sensor::What turns warmth into a number?{=A sensor#Yes. ~A lamp#It lights.}

Name a unit of warmth.{=kelvin =%50%degree}

At how many degrees does water boil?{#100:1}

Match.{=Thermometer -> Measures =Lamp -> Lights}
`;
const COURSE: Contents = new Map([
  ['course.yaml', SETTINGS],
  ['1-basics/1-sensors.md', SENSORS],
  ['1-basics/1-sensors.gift', QUIZ],
  ['1-basics/2-actuators.md', '# Actuators\n\nThey turn a number into light.\n'],
  ['2-network/brokers.md', '# Brokers\n\nThey hand messages on.\n'],
  ['2-network/test.gift', 'Brokers hand messages on.{T}\n'],
]);

/** A file changed, added or, with null, left out. */
function changed(changes: Readonly<Record<string, string | null>>): Contents {
  const files = new Map(COURSE);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, content);
  }
  return files;
}

describe('Learning: course import', () => {
  let app: TestApp;
  let admin: Person;
  let student: Person;
  let instructor: Person;
  let universities = 0;

  beforeAll(async () => {
    app = await testApp();
    admin = await person(app, 'PLATFORM_ADMIN');
    student = await person(app);
    instructor = await person(app, 'INSTRUCTOR');
  });
  afterAll(() => app.stop());

  async function university(): Promise<number> {
    universities += 1;
    const reply = await app.learning.post(
      '/universities/',
      { name: `University ${universities}`, country_code: 'US' },
      admin,
    );
    return reply.body.id;
  }

  interface Form {
    readonly archive?: Uint8Array | null;
    readonly name?: string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly token?: string;
  }

  async function send({ archive, name = 'things.tar.gz', fields, token }: Form): Promise<Reply> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields ?? {})) form.set(field, value);
    if (archive) form.set('archive', new Blob([Buffer.from(archive)]), name);
    const response = await fetch(`${app.learning.baseUrl}/admin/courses/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token ?? admin.token}` },
      body: form,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  }

  const bring = (universityId: number, files: Contents, fields: Form['fields'] = {}) =>
    send({ archive: tarball(files), fields: { university_id: String(universityId), ...fields } });

  async function outlineOf(courseId: number, who: Person = admin) {
    const modules = await app.learning.get(`/modules/courses/${courseId}/modules`, who);
    const lists = await Promise.all(
      modules.body.map(async (module: { id: number; title: string }) => {
        const items = await app.learning.get(`/content/modules/${module.id}/content`, who);
        return { module, items: items.body };
      }),
    );
    return lists;
  }

  const rows = async (): Promise<unknown> =>
    app.database.query(
      `SELECT (SELECT count(*) FROM courses) AS courses, (SELECT count(*) FROM modules) AS modules,
         (SELECT count(*) FROM content_items) AS content,
         (SELECT count(*) FROM import_origins) AS origins`,
    );

  it('imports a folder of lessons with their quizzes', async () => {
    const reply = await bring(await university(), COURSE);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      title: 'Things that measure',
      code: 'IOT1',
      format: 'markdown',
      dry_run: false,
      importable: true,
      modules: { created: 2, updated: 0, unchanged: 0, unpublished: 0 },
      content: { created: 4, updated: 0, unchanged: 0, unpublished: 0 },
      problems: [],
    });
    const course = await app.learning.get(`/courses/${reply.body.course_id}`, student);
    expect(course.body).toMatchObject({ code: 'IOT1', level: 'INTERMEDIATE', credit_hours: 4 });
    const [basics, network] = await outlineOf(reply.body.course_id);
    expect(basics.module.title).toBe('Basics');
    expect(basics.items.map(({ title }: { title: string }) => title)).toEqual([
      'Sensors',
      'Actuators',
    ]);
    expect(basics.items[0]).toMatchObject({
      content_type: { name: 'lesson' },
      estimated_duration_seconds: 2_700,
      data_json: { body: expect.stringContaining('It turns warmth') },
    });
    expect(network.items.map((item: any) => item.content_type.name)).toEqual(['lesson', 'quiz']);
  });

  it('shows students the questions of every kind without their answers', async () => {
    const { course_id } = (await bring(await university(), COURSE)).body;
    const [basics] = await outlineOf(course_id, student);
    const { questions } = basics.items[0].data_json;
    expect(questions).toEqual([
      {
        id: 1,
        title: 'Sensor',
        text: 'What turns warmth into a number?',
        options: [
          { key: 'A', text: 'A sensor' },
          { key: 'B', text: 'A lamp' },
        ],
      },
      { id: 2, kind: 'short_answer', text: 'Name a unit of warmth.' },
      { id: 3, kind: 'numeric', text: 'At how many degrees does water boil?' },
      {
        id: 4,
        kind: 'matching',
        text: 'Match.',
        prompts: [
          { id: 1, text: 'Thermometer' },
          { id: 2, text: 'Lamp' },
        ],
        choices: expect.arrayContaining([
          { key: expect.any(String), text: 'Measures' },
          { key: expect.any(String), text: 'Lights' },
        ]),
      },
    ]);
    const [answers] = await outlineOf(course_id, admin);
    expect(answers.items[0].data_json.questions[1].accepted).toEqual([
      { text: 'kelvin' },
      { text: 'degree', weight: 50 },
    ]);
  });

  it('lets only questions that one option answers be served from the reply cache', async () => {
    const { course_id } = (await bring(await university(), COURSE)).body;
    const stored = await app.database.query(
      `SELECT option_keys FROM content_items WHERE course_id = $1 AND title = 'Sensors'`,
      [course_id],
    );
    expect(stored).toEqual([{ option_keys: { 1: ['A', 'B'] } }]);
  });

  it('changes nothing when the same source comes again, whatever it is packed in', async () => {
    const id = await university();
    await bring(id, COURSE);
    const snapshot = () =>
      app.database.query(
        `SELECT item.id, item.updated_at FROM content_items item
         JOIN courses course ON course.id = item.course_id WHERE course.university_id = $1
         ORDER BY item.id`,
        [id],
      );
    const before = await snapshot();
    const wrapped = new Map([...COURSE].map(([path, text]) => [`things/${path}`, text]));
    for (const archive of [
      tarball(COURSE),
      tarball(wrapped),
      await zip(COURSE),
      await zip(wrapped),
    ]) {
      const again = await send({ archive, fields: { university_id: String(id) } });
      expect(again.body).toMatchObject({
        modules: { created: 0, updated: 0, unchanged: 2, unpublished: 0 },
        content: { created: 0, updated: 0, unchanged: 4, unpublished: 0 },
        changes: [],
      });
    }
    expect(await snapshot()).toEqual(before);
  });

  it('changes in place what changed, and hides what is gone until it is back', async () => {
    const id = await university();
    const first = await bring(id, COURSE);
    const [before] = await outlineOf(first.body.course_id);
    const edited = changed({
      '1-basics/1-sensors.md': SENSORS.replace('a number', 'a measured value'),
      '1-basics/2-actuators.md': null,
    });
    const second = await bring(id, edited);
    expect(second.body.content).toEqual({ created: 0, updated: 1, unchanged: 2, unpublished: 1 });
    expect(second.body.changes).toEqual([
      { part: 'content', outcome: 'updated', title: 'Sensors', file: '1-basics/1-sensors.md' },
      { part: 'content', outcome: 'unpublished', title: 'Actuators', file: null },
    ]);
    const [seen] = await outlineOf(first.body.course_id, student);
    expect(seen.items.map((item: any) => [item.id, item.title])).toEqual([
      [before.items[0].id, 'Sensors'],
    ]);
    expect(seen.items[0].data_json.body).toContain('a measured value');
    expect((await bring(id, edited)).body.changes).toEqual([]);
    const back = await bring(id, COURSE);
    expect(back.body.content).toMatchObject({ created: 0, updated: 2, unchanged: 2 });
    const [after] = await outlineOf(first.body.course_id, student);
    expect(after.items.map((item: any) => item.id)).toEqual(
      before.items.map((item: any) => item.id),
    );
  });

  it('keeps the ids of questions that are still asked, and gives out no id twice', async () => {
    const id = await university();
    const { course_id } = (await bring(id, COURSE)).body;
    const bank = async (): Promise<[number, string][]> => {
      const [basics] = await outlineOf(course_id);
      return basics.items[0].data_json.questions.map((question: any) => [
        question.id,
        question.text,
      ]);
    };
    const [sensor, unit, , match] = QUIZ.split('\n\n');
    const reworded = sensor?.replace('What turns', 'Which thing turns');
    const quiz = (...questions: (string | undefined)[]) =>
      changed({ '1-basics/1-sensors.gift': questions.join('\n\n') });
    await bring(id, quiz('Is it warm?{T}', unit, reworded));
    expect(await bank()).toEqual([
      [5, 'Is it warm?'],
      [2, 'Name a unit of warmth.'],
      [1, 'Which thing turns warmth into a number?'],
    ]);
    await bring(id, quiz(match, unit, reworded));
    expect(await bank()).toEqual([
      [6, 'Match.'],
      [2, 'Name a unit of warmth.'],
      [1, 'Which thing turns warmth into a number?'],
    ]);
  });

  it('moves what stands elsewhere now, modules before older ones included', async () => {
    const id = await university();
    const first = await bring(id, COURSE);
    const titles = async () => {
      const outline = await outlineOf(first.body.course_id);
      return outline.map(({ module, items }: any) => [
        module.title,
        items.map((item: any) => item.title),
      ]);
    };
    const moved = changed({
      '0-start/hello.md': '# Hello\n\nWelcome.\n',
      '2-network/brokers.md': '---\nmodule: Basics in brief\n---\n# Brokers\n\nThey hand on.\n',
      '2-network/a.md': '# A\n\nText.\n',
    });
    await bring(id, moved);
    expect(await titles()).toEqual([
      ['Start', ['Hello']],
      ['Basics', ['Sensors', 'Actuators']],
      ['Network', ['A', 'Test']],
      ['Basics in brief', ['Brokers']],
    ]);
    expect((await bring(id, moved)).body.changes).toEqual([]);
    const ordered = new Map([
      ...moved,
      ['1-basics/2-actuators.md', '---\norder: 1\n---\n# Actuators\n\nThey turn a number.\n'],
    ]);
    await bring(id, ordered);
    expect((await titles()).slice(0, 2)).toEqual([
      ['Basics', ['Actuators', 'Sensors']],
      ['Start', ['Hello']],
    ]);
  });

  it('says in a dry run what it would do, and stores nothing', async () => {
    const id = await university();
    const before = await rows();
    const dry = await bring(id, COURSE, { dry_run: 'true' });
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({
      course_id: null,
      dry_run: true,
      importable: true,
      content: { created: 4 },
    });
    expect(await rows()).toEqual(before);
    const { course_id } = (await bring(id, COURSE)).body;
    const again = await bring(id, changed({ '2-network/test.gift': null }), { dry_run: 'true' });
    expect(again.body).toMatchObject({ course_id, content: { unchanged: 3, unpublished: 1 } });
  });

  it.each([
    ['a.md', '---\ntitle: [\n---\nText', 'a.md:2'],
    ['a.md', '---\ntitle: A\nText', 'a.md:1'],
    ['a.md', '---\nduration: soon\n---\nText', 'a.md:1'],
    ['course.yaml', 'title: A\nlevel: hard\n', 'course.yaml'],
    ['q.gift', 'Good?{T}\n\nBroken {=a ~', 'q.gift:3'],
    ['q.gift', 'Good?{T}\n\nNone right?{~a ~b}', 'q.gift:3'],
    ['q.gift', 'Good?{T}\n\n'.repeat(501), 'q.gift'],
    ['a.md', 'x'.repeat(200_001), 'a.md:1'],
    ['a.md', '---\ntitle: "A\\0B"\n---\nText', 'a.md:4'],
    ['course.yaml', 'title: "A\\ud800"\n', 'course.yaml'],
  ])('refuses all of a source where %s is %j, and names the place', async (path, text, place) => {
    const id = await university();
    const before = await rows();
    const files = new Map([...COURSE, [path, text]]);
    const refused = await bring(id, files);
    expect(refused.status).toBe(422);
    expect(refused.body.detail[0]).toMatchObject({
      loc: ['body', 'archive', path, ...place.split(':').slice(1).map(Number)],
      msg: expect.stringMatching(`^${place.replaceAll('.', '\\.')}`),
    });
    const dry = await bring(id, files, { dry_run: 'true' });
    expect(dry.status).toBe(200);
    expect(dry.body.importable).toBe(false);
    expect(dry.body.problems[0].text).toBe(refused.body.detail[0].msg);
    expect(await rows()).toEqual(before);
  });

  it('names the line of bytes that are not UTF-8', async () => {
    const files = new Map<string, string | Uint8Array>(COURSE);
    files.set('a.md', Buffer.from([0x23, 0x20, 0x41, 0x0a, 0x0a, 0xff, 0x0a]));
    files.set('b.md', 'One\n\u0000');
    const { body } = await bring(await university(), files);
    expect(body.detail.map(({ msg }: { msg: string }) => msg)).toEqual([
      'a.md:3: not valid UTF-8',
      'b.md:2: holds U+0000',
    ]);
  });

  it('imports an Open edX export, and tells what it leaves out', async () => {
    const reply = await bring(await university(), filesBelow(SMALL_OLX_FOLDER));
    expect(reply.body).toMatchObject({
      title: 'Things that measure',
      code: 'IOT1',
      format: 'olx',
      modules: { created: 3 },
      content: { created: 3 },
    });
    expect(reply.body.problems.map(({ text }: { text: string }) => text)).toEqual([
      'vertical/thermometers.xml:5: html/lost.xml is missing; it is left out',
      'vertical/thermometers.xml:6: <poll> is not supported ("Which scale?"); it is left out',
    ]);
    const [unit, lesson, topic] = await outlineOf(reply.body.course_id);
    expect([unit, lesson, topic].map(({ module }) => module.module_type)).toEqual([
      'UNIT',
      'LESSON',
      'TOPIC',
    ]);
    expect(topic.items.map((item: any) => [item.content_type.name, item.data_json])).toEqual([
      ['article', { body: '## Thermometers\n\nThey measure **warmth**.' }],
      ['video', { video_url: 'https://www.youtube.com/watch?v=aBcDeFgHiJk' }],
      [
        'quiz',
        {
          questions: [
            {
              id: 1,
              kind: 'numeric',
              text: 'At how many degrees Celsius does water boil?',
              numbers: [{ value: 100, tolerance: 1 }],
              feedback: 'Water boils at 100 degrees.',
            },
            {
              id: 2,
              text: 'What measures warmth?',
              feedback: 'Water boils at 100 degrees.',
              options: [
                { key: 'A', text: 'A thermometer', correct: true, explanation: 'It does.' },
                { key: 'B', text: 'A lamp', correct: false },
              ],
            },
          ],
        },
      ],
    ]);
  });

  it.each([
    ['<!DOCTYPE chapter [<!ENTITY a "b">]>\n<chapter display_name="A"/>', 'chapter/sensing.xml:1'],
    ['<chapter>\n  <sequential>\n</chapter>', 'chapter/sensing.xml:3'],
  ])('refuses XML such as %j', async (text, place) => {
    const files = new Map<string, string | Uint8Array>(filesBelow(SMALL_OLX_FOLDER));
    files.set('chapter/sensing.xml', text);
    const { status, body } = await bring(await university(), files);
    expect(status).toBe(422);
    expect(body.detail[0].msg).toContain(place);
  });

  it('is for platform admins alone', async () => {
    const fields = { university_id: String(await university()) };
    for (const { token } of [student, instructor]) {
      expect((await send({ archive: tarball(COURSE), fields, token })).status).toBe(403);
    }
    expect((await send({ archive: tarball(COURSE), fields, token: 'none' })).status).toBe(401);
  });

  it('never writes over a course that was not imported', async () => {
    const id = await university();
    const course = { title: 'By hand', code: 'IOT1', level: 'ADVANCED', credit_hours: 3 };
    await app.learning.post('/courses/', { ...course, university_id: id }, admin);
    const refused = await bring(id, COURSE);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('IOT1');
    expect((await bring(id, COURSE, { code: 'IOT2' })).body.code).toBe('IOT2');
  });

  it('lets two imports of one course pass one by one', async () => {
    const id = await university();
    const replies = await Promise.all([bring(id, COURSE), bring(id, COURSE), bring(id, COURSE)]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map(({ body }) => body.course_id)).size).toBe(1);
    expect(replies.map(({ body }) => body.content.created).toSorted()).toEqual([0, 0, 4]);
  });

  it.each([
    ['a text', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['gzip of a text', tarball(new Map()).subarray(0, 15)],
    ['a zip that breaks off', Buffer.from('PK\u0003\u0004 and no more')],
    ['a link', tarball(COURSE, [{ path: 'a.md', type: 'SymbolicLink', linkpath: '/etc/passwd' }])],
    ['a hard link', tarball(COURSE, [{ path: 'a.md', type: 'Link', linkpath: 'course.yaml' }])],
    ['a pipe', tarball(COURSE, [{ path: 'a.md', type: 'FIFO' }])],
    ['a way out', tarball(new Map([['../a.md', 'A']]))],
    ['a way out, later', tarball(new Map([['a/../../b.md', 'A']]))],
    ['an absolute path', tarball(new Map([['/etc/a.md', 'A']]))],
    ['a backslash', tarball(new Map([['a\\b.md', 'A']]))],
    ['no course', tarball(new Map([['picture.png', 'A']]))],
  ])('refuses an archive that is or holds %s', async (_, archive) => {
    const before = await rows();
    const reply = await send({ archive, fields: { university_id: String(await university()) } });
    expect(reply.status).toBe(422);
    expect(typeof reply.body.detail).toBe('string');
    expect(await rows()).toEqual(before);
  });

  it('refuses links in a zip', async () => {
    const files = new Map([...COURSE, ['a.md', '/etc/passwd']]);
    const archive = await zip(files, new Map([['a.md', 0o120_777]]));
    const reply = await send({ archive, fields: { university_id: String(await university()) } });
    expect(reply.status).toBe(422);
  });

  it('refuses archives that unpack to too much', async () => {
    const fields = { university_id: String(await university()) };
    const many = new Map(Array.from({ length: 5_001 }, (_, index) => [`p/${index}.png`, '']));
    const large = new Map([['a.md', Buffer.alloc(10 * 1_048_576 + 1, 0x20)]]);
    const picture = Buffer.alloc(10 * 1_048_576);
    const bomb = new Map(Array.from({ length: 21 }, (_, index) => [`${index}.png`, picture]));
    for (const files of [many, large, bomb]) {
      expect((await send({ archive: tarball(files), fields })).status).toBe(413);
    }
    expect((await send({ archive: await zip(large), fields })).status).toBe(413);
    expect((await send({ archive: await zip(bomb), fields })).status).toBe(413);
  });

  it.each([
    ['university_id', { university_id: 'one' }],
    ['university_id', { university_id: '0' }],
    ['university_id', {}],
    ['dry_run', { university_id: '1', dry_run: 'yes' }],
    ['publish', { university_id: '1', publish: 'true' }],
    ['code', { university_id: '1', code: ' ' }],
  ])('refuses a form whose %s is not right', async (field, fields) => {
    const reply = await send({
      archive: tarball(COURSE),
      fields: fields as Record<string, string>,
    });
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0].loc).toEqual(['body', field]);
  });

  it('asks for the archive, and for a university that there is', async () => {
    const without = await send({ archive: null, fields: { university_id: '1' } });
    expect(without.status).toBe(422);
    expect(without.body.detail[0].loc).toEqual(['body', 'archive']);
    const nowhere = await bring(999_999, COURSE);
    expect(nowhere.status).toBe(422);
    expect(nowhere.body.detail).toContain('999999');
  });

  it('takes a form here only, and only a form here', async () => {
    const json = await app.learning.post('/admin/courses/import', { university_id: 1 }, admin);
    expect(json.status).toBe(415);
    const form = new FormData();
    form.set('name', 'Form');
    const elsewhere = await fetch(`${app.learning.baseUrl}/universities/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}` },
      body: form,
    });
    expect(elsewhere.status).toBe(415);
    expect((await app.root.get('/nowhere')).status).toBe(404);
    const nowhere = await fetch(`${app.baseUrl}/nowhere`, { method: 'POST', body: form });
    expect([404, 415]).toContain(nowhere.status);
  });

  it('tells a client whose form breaks off, and one that sends too much of it', async () => {
    const head = (length: number) =>
      [
        'POST /api/v1/admin/courses/import HTTP/1.1',
        'Host: localhost',
        `Authorization: Bearer ${admin.token}`,
        'Content-Type: multipart/form-data; boundary=x',
        `Content-Length: ${length}`,
        'Connection: close',
        '',
        '',
      ].join('\r\n');
    const part = (name: string, more: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
    const cut = `${part('archive', '; filename="a.zip"')}PK`;
    expect((await exchange(app.baseUrl, head(cut.length) + cut)).status).toBe(400);
    const noBoundary = await exchange(app.baseUrl, (head(3) + '--y').replace('; boundary=x', ''));
    expect(noBoundary.status).toBe(400);
    const crowd = `${Array.from({ length: 20 }, (_, index) => `${part(`f${index}`, '')}1\r\n`).join('')}--x--\r\n`;
    expect((await exchange(app.baseUrl, head(crowd.length) + crowd)).status).toBe(413);
    const twice = `${part('code', '')}1\r\n${part('code', '')}2\r\n--x--\r\n`;
    expect((await exchange(app.baseUrl, head(twice.length) + twice)).status).toBe(422);
    expect((await app.root.get('/health/live')).status).toBe(200);
  });
});
