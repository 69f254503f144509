import { createHash } from 'node:crypto';
import { filesOn, form, settled, settledUpload, upload } from '../../support/document-desk';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { docx, EXECUTABLE, JPEG, pdf, PNG } from '../../support/sample-files';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';

const ESSAY = pdf(['I solved the timing problem with data from forty takes.']);
const UNKNOWN = '123e4567-e89b-42d3-a456-426614174999';

describe('Coaching: documents', () => {
  let app: TestApp;
  let student: Person;
  let other: Person;
  let coach: Person;
  let stranger: Person;
  let admin: Person;

  beforeAll(async () => {
    app = await testApp();
    student = await person(app);
    other = await person(app);
    coach = await coachOf(app, student);
    stranger = await coachOf(app, other);
    admin = await person(app, 'PLATFORM_ADMIN');
  });
  afterAll(() => app.stop());

  const as = ({ token }: Person) => ({ token });
  const get = (who: Person, path: string) => app.coaching.get(path, as(who));
  const content = (who: Person, id: string, headers: Record<string, string> = {}) =>
    fetch(`${app.coaching.baseUrl}/documents/${id}/content`, {
      headers: { authorization: `Bearer ${who.token}`, ...headers },
    });
  const share = (id: string, coachUuid: string) =>
    app.coaching.post(`/documents/${id}/shares`, { coach_id: coachUuid }, as(student));
  async function evidenceOf(id: string): Promise<{ kind: string; quote: string; place: any }[]> {
    return app.database.query(
      'SELECT kind, quote, place FROM document_evidence WHERE document_id = $1 ORDER BY id',
      [id],
    );
  }
  async function auditOf(who: Person, action: string): Promise<any[]> {
    return app.database.query(
      'SELECT subject_ids, details FROM audit_entries WHERE actor_id = $1 AND action = $2 ORDER BY id',
      [who.id, action],
    );
  }
  /** A link between a coach and a student that is made or ended as an admin would. */
  const link = (coachId: number, studentId: number) =>
    app.database.query(
      `INSERT INTO coach_students (coach_id, student_id, status, started_at)
       VALUES ($1, $2, 'active', now())`,
      [coachId, studentId],
    );
  const unlink = (coachId: number, studentId: number) =>
    app.database.query(
      `UPDATE coach_students SET status = 'ended', ended_at = now()
       WHERE coach_id = $1 AND student_id = $2`,
      [coachId, studentId],
    );

  describe('a student', () => {
    it('uploads an essay, and everybody sees what becomes of it', async () => {
      const reply = await upload(
        app,
        student,
        { bytes: ESSAY, name: '"my essay.pdf"' },
        { kind: 'essay', title: 'Common App essay' },
      );
      expect(reply.status).toBe(200);
      expect(reply.body).toMatchObject({
        student_id: student.uuid,
        uploaded_by: student.uuid,
        kind: 'essay',
        title: 'Common App essay',
        version: 1,
        file_name: 'my essay.pdf',
        content_type: 'application/pdf',
        byte_length: ESSAY.length,
        sha256: createHash('sha256').update(ESSAY).digest('hex'),
        writable: true,
        deleted_at: null,
      });
      const document = await settled(app, student, reply.body.id);
      expect(document).toMatchObject({
        status: 'extracted',
        downloadable: true,
        scanner: 'none',
        scanned: false,
        fault: null,
        pages: 1,
      });
      expect(await evidenceOf(document.id)).toEqual([
        {
          kind: 'essay',
          quote: 'I solved the timing problem with data from forty takes.',
          place: { page: 1, paragraph: 1 },
        },
      ]);
    });

    it('uploads Word, plain text and images; the type is what the bytes are', async () => {
      const word = await settledUpload(app, student, {
        bytes: await docx(['I led the robotics club for three years & more.']),
        name: '"recommendation"',
      });
      expect(word).toMatchObject({
        status: 'extracted',
        file_name: 'recommendation.docx',
        pages: null,
      });
      expect(await evidenceOf(word.id)).toEqual([
        {
          kind: 'essay',
          quote: 'I led the robotics club for three years & more.',
          place: { paragraph: 1 },
        },
      ]);
      const text = await settledUpload(
        app,
        student,
        { bytes: 'BMW is where I want to work.\nCumulative GPA 3.9 / 4.0\n', name: '"t.txt"' },
        { kind: 'transcript' },
      );
      expect(text).toMatchObject({ status: 'extracted', content_type: 'text/plain' });
      expect(await evidenceOf(text.id)).toEqual([
        { kind: 'transcript', quote: 'Cumulative GPA 3.9 / 4.0', place: { line: 2 } },
      ]);
      for (const [bytes, name, type] of [
        [PNG, '"scan.png"', 'image/png'],
        [JPEG, '"scan.JPG"', 'image/jpeg'],
      ] as const) {
        const image = await settledUpload(app, student, { bytes, name }, { kind: 'other' });
        expect(image).toMatchObject({ status: 'clean', content_type: type, downloadable: true });
      }
    });

    it('lists their own, filtered and by pages', async () => {
      const owner = await person(app);
      for (const kind of ['essay', 'resume', 'essay']) {
        await settledUpload(app, owner, { bytes: ESSAY }, { kind, title: `A ${kind}` });
      }
      const all = await get(owner, '/documents?per_page=2');
      expect(all.body).toMatchObject({ total: 3, page: 1, per_page: 2 });
      expect(all.body.documents).toHaveLength(2);
      expect((await get(owner, '/documents?kind=resume')).body.total).toBe(1);
      expect((await get(owner, '/documents?kind=essay&status=extracted')).body.total).toBe(2);
      expect((await get(owner, '/documents?status=infected')).body.total).toBe(0);
      expect((await get(owner, `/documents?student_id=${owner.uuid}`)).body.total).toBe(3);
      expect((await get(owner, `/documents?student_id=${student.uuid}`)).status).toBe(404);
      expect((await get(owner, '/documents?kind=poem')).status).toBe(400);
      expect((await get(owner, '/documents?page=0')).status).toBe(400);
      expect(await auditOf(owner, 'document.list')).toEqual([]);
    });

    it('adds versions; agents hear only of the newest', async () => {
      const { id } = await settledUpload(app, student, {
        bytes: 'The first draft of the text.',
        name: '"a.txt"',
      });
      const next = await upload(
        app,
        student,
        { bytes: 'The second draft of the text.', name: '"b.txt"' },
        {},
        `/documents/${id}/versions`,
      );
      expect(next.status).toBe(200);
      expect(next.body).toMatchObject({ id, version: 2, file_name: 'b.txt' });
      await settled(app, student, id);
      expect((await evidenceOf(id)).map(({ quote }) => quote)).toEqual([
        'The second draft of the text.',
      ]);
      const { body } = await get(student, `/documents/${id}/versions`);
      expect(body.versions.map((version: any) => [version.version, version.file_name])).toEqual([
        [2, 'b.txt'],
        [1, 'a.txt'],
      ]);
      const first = await fetch(`${app.coaching.baseUrl}/documents/${id}/content?version=1`, {
        headers: { authorization: `Bearer ${student.token}` },
      });
      expect(await first.text()).toBe('The first draft of the text.');
      expect((await get(student, `/documents/${id}/content?version=3`)).status).toBe(404);
    });

    it('changes the title and the kind, with which the quotes change', async () => {
      const { id } = await settledUpload(app, student, {
        bytes: 'Some words about chemistry here.\nChemistry A-\n',
        name: '"a.txt"',
      });
      const reply = await app.coaching.patch(
        `/documents/${id}`,
        { title: ' Junior year ', kind: 'transcript' },
        as(student),
      );
      expect(reply.body).toMatchObject({ title: 'Junior year', kind: 'transcript' });
      await settled(app, student, id);
      expect(await evidenceOf(id)).toEqual([
        { kind: 'transcript', quote: 'Chemistry A-', place: { line: 2 } },
      ]);
      expect(
        (await app.coaching.patch(`/documents/${id}`, { title: '' }, as(student))).status,
      ).toBe(400);
      expect((await app.coaching.patch(`/documents/${id}`, { owner: 1 }, as(student))).status).toBe(
        400,
      );
    });

    it('deletes and restores; deleted is gone for everybody and for the agents', async () => {
      const { id } = await settledUpload(app, student, { bytes: ESSAY });
      await share(id, coach.uuid);
      expect((await app.coaching.delete(`/documents/${id}`, as(student))).status).toBe(204);
      expect(await evidenceOf(id)).toEqual([]);
      for (const who of [student, coach, admin]) {
        expect((await get(who, `/documents/${id}`)).status).toBe(404);
        expect((await content(who, id)).status).toBe(404);
      }
      const deleted = await get(student, '/documents?deleted=true');
      expect(deleted.body.documents.map((document: any) => document.id)).toContain(id);
      expect((await app.coaching.delete(`/documents/${id}`, as(student))).status).toBe(404);
      const restored = await app.coaching.post(`/documents/${id}/restore`, undefined, as(student));
      expect(restored.body).toMatchObject({ id, deleted_at: null });
      await settled(app, student, id);
      expect(await evidenceOf(id)).toHaveLength(1);
      expect((await get(coach, `/documents/${id}`)).status).toBe(200);
      expect(
        (await app.coaching.post(`/documents/${id}/restore`, undefined, as(student))).status,
      ).toBe(404);
    });

    it('deletes for good: the file is gone from the store', async () => {
      const before = filesOn(app).stored;
      const { id } = await settledUpload(app, student, { bytes: ESSAY });
      expect(filesOn(app).stored).toBe(before + 1);
      await app.coaching.delete(`/documents/${id}`, as(student));
      expect(
        (await app.coaching.delete(`/documents/${id}?permanent=true`, as(student))).status,
      ).toBe(204);
      await eventually(
        async () => filesOn(app).stored,
        (count) => count === before,
        20_000,
      );
      expect(
        (await app.coaching.post(`/documents/${id}/restore`, undefined, as(student))).status,
      ).toBe(404);
      expect(
        await app.database.query('SELECT 1 FROM document_versions WHERE document_id = $1', [id]),
      ).toEqual([]);
    });
  });

  describe('a coach', () => {
    it('reads what is shared with them, while they coach the student', async () => {
      const pupil = await person(app);
      const { id } = await settledUpload(app, pupil, { bytes: ESSAY });
      await link(coach.id, pupil.id);
      expect((await get(coach, `/documents/${id}`)).status).toBe(404);
      const shared = await app.coaching.post(
        `/documents/${id}/shares`,
        { coach_id: coach.uuid },
        as(pupil),
      );
      expect(shared.status).toBe(200);
      expect(shared.body.shares).toMatchObject([{ coach_id: coach.uuid }]);
      await app.coaching.post(`/documents/${id}/shares`, { coach_id: coach.uuid }, as(pupil));
      expect((await get(pupil, `/documents/${id}/shares`)).body.shares).toHaveLength(1);
      expect((await get(coach, `/documents/${id}`)).body).toMatchObject({ id, writable: false });
      expect((await get(coach, `/documents?student_id=${pupil.uuid}`)).body.total).toBe(1);
      expect((await content(coach, id)).status).toBe(200);
      expect((await get(stranger, `/documents/${id}`)).status).toBe(404);

      await unlink(coach.id, pupil.id);
      expect((await get(coach, `/documents/${id}`)).status).toBe(404);
      expect((await content(coach, id)).status).toBe(404);
      expect((await get(coach, `/documents?student_id=${pupil.uuid}`)).status).toBe(404);
      await link(coach.id, pupil.id);
      expect((await get(coach, `/documents/${id}`)).status).toBe(404);
    });

    it('may not change what is shared, and nobody shares it but the student', async () => {
      const { id } = await settledUpload(app, student, { bytes: ESSAY });
      await share(id, coach.uuid);
      const path = `/documents/${id}`;
      expect((await app.coaching.patch(path, { title: 'Mine' }, as(coach))).status).toBe(403);
      expect((await app.coaching.delete(path, as(coach))).status).toBe(403);
      expect((await upload(app, coach, { bytes: ESSAY }, {}, `${path}/versions`)).status).toBe(403);
      expect((await get(coach, `${path}/shares`)).status).toBe(403);
      expect(
        (await app.coaching.post(`${path}/shares`, { coach_id: coach.uuid }, as(coach))).status,
      ).toBe(403);
      expect((await share(id, stranger.uuid)).status).toBe(404);
      expect((await share(id, UNKNOWN)).status).toBe(404);
      expect((await app.coaching.delete(`${path}/shares/${coach.uuid}`, as(student))).status).toBe(
        204,
      );
      expect((await get(coach, path)).status).toBe(404);
      expect((await app.coaching.delete(`${path}/shares/${coach.uuid}`, as(student))).status).toBe(
        404,
      );
    });

    it('uploads for a student of theirs, who owns it', async () => {
      const fields = { kind: 'recommendation', student_id: student.uuid };
      const reply = await upload(app, coach, { bytes: ESSAY }, fields);
      expect(reply.body).toMatchObject({
        student_id: student.uuid,
        uploaded_by: coach.uuid,
        writable: true,
        title: 'essay',
      });
      const { id } = reply.body;
      expect((await get(student, `/documents/${id}`)).body.writable).toBe(true);
      expect(
        (await app.coaching.patch(`/documents/${id}`, { title: 'Letter' }, as(coach))).status,
      ).toBe(200);
      const theirs = { kind: 'essay', student_id: other.uuid };
      expect((await upload(app, coach, { bytes: ESSAY }, theirs)).status).toBe(404);
      expect((await upload(app, student, { bytes: ESSAY }, theirs)).status).toBe(404);
      const nobody = { kind: 'essay', student_id: UNKNOWN };
      expect((await upload(app, coach, { bytes: ESSAY }, nobody)).status).toBe(404);
      expect((await app.coaching.delete(`/documents/${id}`, as(coach))).status).toBe(204);
    });

    it('leaves a trace of each look at what is not theirs', async () => {
      const pupil = await person(app);
      const reader = await coachOf(app, pupil);
      const { id } = await settledUpload(app, pupil, { bytes: ESSAY });
      await app.coaching.post(`/documents/${id}/shares`, { coach_id: reader.uuid }, as(pupil));
      await get(reader, `/documents/${id}`);
      await get(reader, '/documents');
      await (await content(reader, id)).arrayBuffer();
      for (const action of ['document.read', 'document.list', 'document.download']) {
        expect(await auditOf(reader, action)).toEqual([
          { subject_ids: [String(pupil.id)], details: { documents: [id] } },
        ]);
      }
    });
  });

  describe('nobody else', () => {
    it('reads or changes a document', async () => {
      const { id } = await settledUpload(app, student, { bytes: ESSAY });
      for (const who of [other, stranger]) {
        expect((await get(who, `/documents/${id}`)).status).toBe(404);
        expect((await get(who, `/documents/${id}/versions`)).status).toBe(404);
        expect((await get(who, `/documents/${id}/shares`)).status).toBe(404);
        expect((await content(who, id)).status).toBe(404);
        expect(
          (await app.coaching.post(`/documents/${id}/download-links`, {}, as(who))).status,
        ).toBe(404);
        expect((await app.coaching.patch(`/documents/${id}`, { title: 'x' }, as(who))).status).toBe(
          404,
        );
        expect((await app.coaching.delete(`/documents/${id}`, as(who))).status).toBe(404);
        expect(
          (await upload(app, who, { bytes: ESSAY }, {}, `/documents/${id}/versions`)).status,
        ).toBe(404);
      }
      expect((await get(admin, `/documents/${id}`)).status).toBe(200);
      expect(await auditOf(admin, 'document.read')).toHaveLength(1);
      expect((await upload(app, null, { bytes: ESSAY })).status).toBe(401);
      expect((await app.coaching.get('/documents')).status).toBe(401);
      expect((await get(student, `/documents/${UNKNOWN}`)).status).toBe(404);
      expect((await get(student, '/documents/1')).status).toBe(400);
    });
  });

  describe('a download', () => {
    let id: string;
    const bytes = Buffer.from('0123456789 and some more words behind them.');

    beforeAll(async () => {
      ({ id } = await settledUpload(app, student, { bytes, name: '"Größe ; quo\\"te.txt"' }));
    });

    it('is a file that no browser opens as a page of ours', async () => {
      const reply = await content(student, id);
      expect(reply.status).toBe(200);
      expect(Object.fromEntries(reply.headers)).toMatchObject({
        'content-type': 'text/plain; charset=utf-8',
        'content-length': String(bytes.length),
        'content-disposition': `attachment; filename="Gro_e _ quo_te.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%3B%20quo_te.txt`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'private, no-store',
        'accept-ranges': 'bytes',
      });
      expect(Buffer.from(await reply.arrayBuffer())).toEqual(bytes);
    });

    it('can be of a part', async () => {
      const part = await content(student, id, { range: 'bytes=2-4' });
      expect([part.status, await part.text()]).toEqual([206, '234']);
      expect(part.headers.get('content-range')).toBe(`bytes 2-4/${bytes.length}`);
      expect(part.headers.get('content-length')).toBe('3');
      expect(await (await content(student, id, { range: 'bytes=-6' })).text()).toBe(
        'them.'.padStart(6),
      );
      const beyond = await content(student, id, { range: 'bytes=900-' });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([
        416,
        `bytes */${bytes.length}`,
      ]);
      expect(await beyond.json()).toMatchObject({ status_code: 416 });
      const several = await content(student, id, { range: 'bytes=0-1,4-5' });
      expect([several.status, await several.text()]).toEqual([200, bytes.toString()]);
      const tag = part.headers.get('etag') ?? '';
      const same = await content(student, id, { range: 'bytes=0-1', 'if-range': tag });
      const changed = await content(student, id, { range: 'bytes=0-1', 'if-range': '"older"' });
      expect([same.status, changed.status]).toEqual([206, 200]);
    });

    it('works by a link without a token, until it is over or was changed', async () => {
      const reply = await app.coaching.post(
        `/documents/${id}/download-links`,
        undefined,
        as(student),
      );
      expect(reply.status).toBe(200);
      const seconds = (Date.parse(reply.body.expires_at) - Date.now()) / 1_000;
      expect(seconds).toBeGreaterThan(200);
      expect(seconds).toBeLessThanOrEqual(300);
      const path = new URL(reply.body.url).pathname;
      const file = await fetch(`${app.baseUrl}${path}`, { headers: { range: 'bytes=0-3' } });
      expect([file.status, await file.text()]).toEqual([206, '0123']);
      for (const wrong of [`${path}x`, path.slice(0, -1), '/api/documents/files/abc']) {
        expect((await app.root.get(wrong)).status).toBe(404);
      }
    });

    it('by a link is of the version that it was made for', async () => {
      const own = await settledUpload(app, student, {
        bytes: 'The old words of this text.',
        name: '"a.txt"',
      });
      const { body } = await app.coaching.post(
        `/documents/${own.id}/download-links`,
        {},
        as(student),
      );
      await upload(
        app,
        student,
        { bytes: 'The new words of this text.', name: '"a.txt"' },
        {},
        `/documents/${own.id}/versions`,
      );
      await settled(app, student, own.id);
      const path = new URL(body.url).pathname;
      expect((await app.root.get(path)).text).toBe('The old words of this text.');
      const two = await app.coaching.post(
        `/documents/${own.id}/download-links`,
        { version: 2 },
        as(student),
      );
      expect((await app.root.get(new URL(two.body.url).pathname)).text).toBe(
        'The new words of this text.',
      );
      expect(
        (
          await app.coaching.post(
            `/documents/${own.id}/download-links`,
            { version: 0 },
            as(student),
          )
        ).status,
      ).toBe(400);
    });

    it('by a link ends with the share, the deletion and the sign-in', async () => {
      const pupil = await person(app);
      const reader = await coachOf(app, pupil);
      const own = await settledUpload(app, pupil, { bytes: ESSAY });
      await app.coaching.post(`/documents/${own.id}/shares`, { coach_id: reader.uuid }, as(pupil));
      const pathFor = async (who: Person) => {
        const { body } = await app.coaching.post(
          `/documents/${own.id}/download-links`,
          {},
          as(who),
        );
        return new URL(body.url).pathname;
      };
      const byCoach = await pathFor(reader);
      const byPupil = await pathFor(pupil);
      expect((await app.root.get(byCoach)).status).toBe(200);
      expect(await auditOf(reader, 'document.download')).toHaveLength(1);
      await app.coaching.delete(`/documents/${own.id}/shares/${reader.uuid}`, as(pupil));
      expect((await app.root.get(byCoach)).status).toBe(404);

      await app.coaching.delete(`/documents/${own.id}`, as(pupil));
      expect((await app.root.get(byPupil)).status).toBe(404);
      await app.coaching.post(`/documents/${own.id}/restore`, undefined, as(pupil));
      expect((await app.root.get(byPupil)).status).toBe(200);

      await app.database.query('UPDATE sign_ins SET revoked_at = now() WHERE user_id = $1', [
        pupil.id,
      ]);
      await eventually(
        () => app.root.get(byPupil),
        ({ status }) => status === 404,
        20_000,
      );
    });

    it('is refused before the file was found clean', async () => {
      const own = await settledUpload(app, student, { bytes: ESSAY });
      for (const status of ['uploaded', 'scanning', 'infected', 'scan_failed']) {
        await app.database.query(
          'UPDATE document_versions SET status = $2, due_at = NULL WHERE document_id = $1',
          [own.id, status],
        );
        expect((await content(student, own.id)).status).toBe(409);
        expect(
          (await app.coaching.post(`/documents/${own.id}/download-links`, {}, as(student))).status,
        ).toBe(409);
        expect((await get(student, `/documents/${own.id}`)).body.downloadable).toBe(false);
      }
    });
  });

  describe('bad input', () => {
    let before: ReturnType<typeof filesOn>;
    let rows: number;
    const countRows = async () =>
      (
        await app.database.query<{ count: number }>('SELECT count(*)::int AS count FROM documents')
      )[0]?.count ?? 0;

    beforeEach(async () => {
      before = filesOn(app);
      rows = await countRows();
    });

    /** Nothing of what was refused stays anywhere. */
    async function nothingStays(): Promise<void> {
      await eventually(
        async () => filesOn(app),
        (files) => files.spooled === 0,
        20_000,
      );
      expect(filesOn(app).stored).toBe(before.stored);
      expect(await countRows()).toBe(rows);
    }

    it.each([
      ['an empty file', '', '"essay.pdf"', 400],
      ['a program', EXECUTABLE, '"essay.exe"', 415],
      ['a program that calls itself an essay', EXECUTABLE, '"essay.pdf"', 415],
      ['an essay that calls itself a program', ESSAY, '"essay.exe"', 400],
      ['a PDF that calls itself an image', ESSAY, '"essay.png"', 400],
      ['a script', '#!/bin/sh\nrm -rf /\n', '"essay.txt"', 415],
      ['a page', '<!doctype html><script>alert(1)</script>', '"essay.txt"', 415],
      ['RTF', '{\\rtf1 Hello there}', '"essay.txt"', 415],
      ['text that is no UTF-8', Buffer.from([0x41, 0xff, 0xfe, 0x42]), '"essay.txt"', 415],
      ['text with zeros', 'a\u0000b', '"essay.txt"', 415],
      ['a damaged archive', Buffer.from('PK\u0003\u0004nothing more'), '"essay.docx"', 400],
    ])('%s is refused', async (_what, bytes, name, status) => {
      const reply = await upload(app, student, { bytes, name });
      expect(reply.status).toBe(status);
      expect(reply.body).toMatchObject({ status_code: status });
      await nothingStays();
    });

    it('archives that are no harmless Word document are refused', async () => {
      const long = 'x'.repeat(60_000_000);
      const cases = [
        [await docx(['a'], new Map([['word/vbaProject.bin', 'macro']])), 400],
        [
          await docx(
            ['a'],
            new Map([
              ['word/media/a.xml', long],
              ['word/media/b.xml', long],
            ]),
          ),
          400,
        ],
        [
          await docx(
            ['a'],
            new Map(
              Array.from({ length: 1_500 }, (_, index) => [`word/${index}.xml`, 'x'] as const),
            ),
          ),
          400,
        ],
      ] as const;
      for (const [bytes, status] of cases) {
        expect((await upload(app, student, { bytes, name: '"a.docx"' })).status).toBe(status);
      }
      await nothingStays();
    });

    it('an archive that lies about its size is refused', async () => {
      const honest = await docx(['a'], new Map([['word/media/a.xml', 'y'.repeat(50_000)]]));
      const lying = Buffer.from(honest);
      const size = Buffer.alloc(4);
      size.writeUInt32LE(50_000);
      const smaller = Buffer.alloc(4);
      smaller.writeUInt32LE(5);
      for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at + 1))
        smaller.copy(lying, at);
      expect((await upload(app, student, { bytes: honest, name: '"a.docx"' })).status).toBe(200);
      const settledRows = await countRows();
      expect((await upload(app, student, { bytes: lying, name: '"a.docx"' })).status).toBe(400);
      expect(await countRows()).toBe(settledRows);
    });

    it('forms that miss or add something are refused', async () => {
      expect((await upload(app, student, null)).status).toBe(400);
      expect((await upload(app, student, { bytes: ESSAY }, {})).status).toBe(400);
      expect((await upload(app, student, { bytes: ESSAY }, { kind: 'poem' })).status).toBe(400);
      expect(
        (await upload(app, student, { bytes: ESSAY }, { kind: 'essay', owner: '1' })).status,
      ).toBe(400);
      expect(
        (await upload(app, student, { bytes: ESSAY }, { kind: 'essay', title: 'x'.repeat(201) }))
          .status,
      ).toBe(400);
      expect(
        (await upload(app, student, { bytes: ESSAY }, { kind: 'essay', student_id: 'me' })).status,
      ).toBe(400);
      const asField = form(null, { kind: 'essay', file: 'no file' });
      const reply = await app.coaching.raw('POST', '/documents', asField.body, {
        token: student.token,
        headers: { 'content-type': asField.type },
      });
      expect(reply.status).toBe(400);
      expect((await app.coaching.post('/documents', { kind: 'essay' }, as(student))).status).toBe(
        415,
      );
      await nothingStays();
    });

    it('10,000 parts, and a form that breaks off, are refused', async () => {
      const boundary = 'b';
      const part = `--${boundary}\r\nContent-Disposition: form-data; name="a`;
      const parts = Array.from({ length: 10_000 }, (_, index) => `${part}${index}"\r\n\r\nx\r\n`);
      const many = await app.coaching.raw(
        'POST',
        '/documents',
        `${parts.join('')}--${boundary}--\r\n`,
        {
          token: student.token,
          headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        },
      );
      expect(many.status).toBe(413);
      const { body, type } = form({ bytes: ESSAY }, { kind: 'essay' });
      for (const length of [body.length - 10, body.length - 60, 200, 40]) {
        const reply = await app.coaching.raw('POST', '/documents', body.subarray(0, length), {
          token: student.token,
          headers: { 'content-type': type },
        });
        expect(reply.status).toBe(400);
      }
      await nothingStays();
    });

    it('a client that leaves in the middle of a file leaves nothing', async () => {
      const { body, type } = form({ bytes: Buffer.alloc(3_000_000, 'a') }, { kind: 'essay' });
      const leaving = new AbortController();
      const sent = fetch(`${app.coaching.baseUrl}/documents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${student.token}`, 'content-type': type },
        body: new ReadableStream({
          start(controller) {
            controller.enqueue(body.subarray(0, 1_000_000));
            setTimeout(() => leaving.abort(), 200);
          },
        }),
        signal: leaving.signal,
        duplex: 'half',
      } as RequestInit);
      await expect(sent).rejects.toThrow();
      await nothingStays();
    });

    it('a file of more than 50 MB is refused', async () => {
      const reply = await upload(app, student, {
        bytes: Buffer.alloc(52_428_801, 'a'),
        name: '"a.txt"',
      });
      expect(reply.status).toBe(413);
      await nothingStays();
    });

    it('names are shown harmless, whatever they were', async () => {
      const names = [
        ['"../../../etc/passwd.pdf"', 'passwd.pdf'],
        ['"..\\\\..\\\\boot.pdf"', 'boot.pdf'],
        ['"a%0D%0ASet-Cookie: b.pdf"', 'a_0D_0ASet-Cookie_ b.pdf'],
        ['"a\tb\u0007\u202Efdp.pdf"', 'abfdp.pdf'],
        [`"${'ä'.repeat(300)}.pdf"`, `${'ä'.repeat(146)}.pdf`],
        ['"履歴書 😀.pdf"', '履歴書 😀.pdf'],
        ['""', 'document.pdf'],
      ];
      for (const [name = '', shown] of names) {
        const reply = await upload(app, student, { bytes: ESSAY, name });
        expect([name, reply.status, reply.body?.file_name]).toEqual([name, 200, shown]);
        await settled(app, student, reply.body.id);
        const file = await content(student, reply.body.id);
        expect(file.status).toBe(200);
        expect(file.headers.get('set-cookie')).toBeNull();
        await file.arrayBuffer();
      }
    });
  });

  it('answers under every prefix', async () => {
    for (const prefix of ['/v2', '/v1']) {
      expect((await app.root.get(`${prefix}/documents`, as(student))).status).toBe(200);
    }
  });
});
