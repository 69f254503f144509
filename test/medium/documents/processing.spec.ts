import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { DocumentPersonalData } from '../../../src/domain/documents/document-personal-data';
import { DocumentExtraction } from '../../../src/domain/documents/processing/extraction.service';
import { DocumentScan } from '../../../src/domain/documents/processing/scan.service';
import { DocumentSweep } from '../../../src/domain/documents/processing/sweep.service';
import { StudentRecordsService } from '../../../src/domain/students/student-records.service';
import { ClamdServer, INFECTED_WORDS } from '../../support/clamd-server';
import { filesOn, settled, settledUpload, upload } from '../../support/document-desk';
import { eventually } from '../../support/eventually';
import { type Person, person } from '../../support/people';
import { S3Server } from '../../support/s3-server';
import { docx, pdf, pdfBomb } from '../../support/sample-files';
import { coachOf } from '../../support/student-records';
import { testApp, type TestApp } from '../../support/test-app';
import { keepEvents } from '../../support/told-events';

const MEGABYTE = 1_048_576;
const QUOTA_FILES = 5;
const WORDS = 'The words of an essay about drums.';

/** Paragraphs that no packer makes small. */
const manyWords = (count: number) =>
  Array.from({ length: count }, (_, index) => `${(index * 2_654_435_761) % 1_000_000_007}`);

describe('Documents, from the store to the agents', () => {
  let app: TestApp;
  let store: S3Server;
  let daemon: ClamdServer;
  let student: Person;

  beforeAll(async () => {
    store = await S3Server.start();
    daemon = await ClamdServer.start();
    app = await testApp({
      environment: {
        ...store.environment,
        CLAMAV_ADDRESS: daemon.url,
      },
    });
    await keepEvents(app);
    const admin = await person(app, 'PLATFORM_ADMIN');
    const settings = { max_file_megabytes: 50, quota_megabytes: 120, max_files: QUOTA_FILES };
    const reply = await app.coaching.put(
      '/admin/settings',
      { category: 'documents', settings },
      { token: admin.token },
    );
    expect(reply.status).toBe(200);
  });
  beforeEach(async () => {
    student = await person(app);
  });
  afterEach(() => {
    store.mood = 'well';
    daemon.mood = 'well';
  });
  afterAll(async () => {
    await app.stop();
    await daemon.stop();
    await store.stop();
  });

  const content = (who: Person, id: string) =>
    app.coaching.get(`/documents/${id}/content`, { token: who.token });
  const essay = (words: string) => ({ bytes: words, name: '"essay.txt"' });
  const count = async (sql: string, ...values: unknown[]): Promise<number> =>
    (await app.database.query<{ count: number }>(`SELECT count(*)::int AS count ${sql}`, values))[0]
      ?.count ?? 0;
  const statesOf = (id: string) =>
    app.database.query<{ id: string; status: string; fileKey: string }>(
      'SELECT id, status, file_key AS "fileKey" FROM document_versions WHERE document_id = $1 ORDER BY number',
      [id],
    );
  const sweep = () => app.trellis.app.get(DocumentSweep, { strict: false }).sweep();
  const versionOf = async (userId: number) =>
    (
      await app.database.query<{ version: number }>(
        'SELECT version FROM student_records WHERE user_id = $1',
        [userId],
      )
    )[0]?.version ?? 0;

  it('a clean file lies in the store, is downloaded from there, and reaches the agents', async () => {
    const before = await versionOf(student.id);
    const document = await settledUpload(app, student, essay(WORDS));
    expect(document).toMatchObject({ status: 'extracted', scanner: 'clamav', scanned: true });
    expect(filesOn(app)).toEqual({ stored: 0, spooled: 0 });
    expect([...store.objects.values()].map(String)).toContain(WORDS);
    expect((await content(student, document.id)).text).toBe(WORDS);
    const record = await app.trellis.app
      .get(StudentRecordsService, { strict: false })
      .load(student.id);
    expect(record.documentEvidence.map(({ quote }) => quote)).toEqual([WORDS]);
    expect(await versionOf(student.id)).toBeGreaterThan(before);
  });

  it('an infected file is gone, and everybody who may know is told', async () => {
    const reply = await upload(app, student, essay(`It says: ${INFECTED_WORDS}`));
    const document = await settled(app, student, reply.body.id);
    expect(document).toMatchObject({
      status: 'infected',
      downloadable: false,
      signature: 'Trellis.Test.Words.UNOFFICIAL',
    });
    const [version] = await statesOf(document.id);
    await eventually(
      async () => store.objects.has(version?.fileKey ?? ''),
      (isThere) => !isThere,
      20_000,
    );
    const told = await app.database.query<{ payload: object }>(
      `SELECT payload FROM told_events
       WHERE name = 'document.status' AND payload ->> 'documentId' = $1`,
      [document.id],
    );
    expect(told.map(({ payload }) => payload)).toEqual([
      { documentId: document.id, studentUuid: student.uuid, version: 1, status: 'infected' },
    ]);
    expect((await content(student, document.id)).status).toBe(409);
    expect(await count('FROM document_evidence WHERE document_id = $1', document.id)).toBe(0);
  });

  it('nothing is downloaded while the scanner is away; it is scanned when it is back', async () => {
    daemon.mood = 'away';
    const { body } = await upload(app, student, essay(WORDS));
    await eventually(
      () => statesOf(body.id),
      ([version]) => version?.status === 'scanning',
      20_000,
    );
    expect((await content(student, body.id)).status).toBe(409);
    expect(
      (
        await app.coaching.post(
          `/documents/${body.id}/download-links`,
          {},
          { token: student.token },
        )
      ).status,
    ).toBe(409);
    daemon.mood = 'well';
    await app.database.query('UPDATE document_versions SET due_at = now() WHERE document_id = $1', [
      body.id,
    ]);
    await sweep();
    await eventually(
      () => statesOf(body.id),
      ([version]) => version?.status === 'extracted',
      40_000,
    );
    expect((await content(student, body.id)).status).toBe(200);
  });

  it('a file that the scanner refuses is never downloaded', async () => {
    daemon.mood = 'confused';
    const document = await settledUpload(app, student, essay(WORDS));
    expect(document).toMatchObject({
      status: 'scan_failed',
      fault: 'scanner_error',
      scanned: false,
    });
    expect((await content(student, document.id)).status).toBe(409);
  });

  it('work that is done twice, also at once, ends once', async () => {
    const { body } = await upload(app, student, essay(WORDS));
    await settled(app, student, body.id);
    const [version] = await statesOf(body.id);
    const versionId = version?.id ?? '';
    await app.database.query(
      `UPDATE document_versions SET status = 'uploaded', due_at = NULL WHERE id = $1`,
      [versionId],
    );
    const scan = app.trellis.app.get(DocumentScan, { strict: false });
    const extraction = app.trellis.app.get(DocumentExtraction, { strict: false });
    await Promise.all([1, 2, 3].map(() => scan.scan({ versionId })));
    await settled(app, student, body.id);
    await Promise.all([1, 2, 3].map(() => extraction.extract({ versionId })));
    await scan.scan({ versionId: randomUUID() });
    expect(await count('FROM document_evidence WHERE document_id = $1', body.id)).toBe(1);
  });

  it('uploads at once never exceed the quota', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        upload(app, student, essay(`Essay number ${index}.`)),
      ),
    );
    const statuses = replies.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([
      ...Array(QUOTA_FILES).fill(200),
      ...Array(12 - QUOTA_FILES).fill(409),
    ]);
    expect(replies.find(({ status }) => status === 409)?.body.error.code).toBe('CONFLICT');
    const owned = `FROM document_versions version JOIN documents document ON document.id = version.document_id
      WHERE document.owner_id = $1`;
    expect(await count(owned, student.id)).toBe(QUOTA_FILES);
    const { body } = await app.coaching.get('/documents', { token: student.token });
    expect(body.total).toBe(QUOTA_FILES);
    const [{ id }] = body.documents;
    expect((await upload(app, student, essay(WORDS), {}, `/documents/${id}/versions`)).status).toBe(
      409,
    );
    // A deleted document still takes its room; one that is deleted for good does not.
    await app.coaching.delete(`/documents/${id}`, { token: student.token });
    expect((await upload(app, student, essay(WORDS))).status).toBe(409);
    await app.coaching.delete(`/documents/${id}?permanent=true`, { token: student.token });
    expect((await upload(app, student, essay(WORDS))).status).toBe(200);
    // Text is read from the spool, too.
    await eventually(
      async () => filesOn(app).spooled,
      (spooled) => spooled === 0,
      20_000,
    );
  });

  it('bytes count as well as files', async () => {
    const large = { bytes: Buffer.alloc(50 * MEGABYTE - 1_000, 'a'), name: '"a.txt"' };
    const statuses = [];
    for (let index = 0; index < 3; index += 1) {
      statuses.push((await upload(app, student, large, { kind: 'other' })).status);
    }
    expect(statuses).toEqual([200, 200, 409]);
  });

  it('a store that hangs is given up, leaves nothing, and slows down nobody else', async () => {
    const documents = await count('FROM documents');
    const own = await settledUpload(app, student, essay(WORDS));
    store.mood = 'hanging';
    const begin = performance.now();
    const uploading = upload(app, student, essay('Words that never arrive.'));
    const downloading = content(student, own.id);
    const tookMs: number[] = [];
    for (let call = 0; call < 20; call += 1) {
      const asked = performance.now();
      expect((await app.coaching.get('/documents', { token: student.token })).status).toBe(200);
      tookMs.push(performance.now() - asked);
    }
    // Where the machine stands still for a while, a few are late; a store that held up all is no few.
    expect(tookMs.toSorted((a, b) => a - b)[10]).toBeLessThan(2_000);
    for (const reply of await Promise.all([uploading, downloading])) {
      expect(reply.status).toBe(503);
      expect(reply.body).toMatchObject({
        error: { code: 'SERVICE_UNAVAILABLE' },
        status_code: 503,
      });
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(performance.now() - begin).toBeLessThan(40_000);
    expect(await count('FROM documents')).toBe(documents + 1);
    await eventually(
      async () => filesOn(app).spooled,
      (spooled) => spooled === 0,
      20_000,
    );
  });

  it.each([
    ['a locked PDF', async () => pdf(['Secret words.'], { encrypt: true }), 'a.pdf', 'encrypted'],
    [
      'a damaged PDF',
      async () => Buffer.from('%PDF-1.7\nnothing of what belongs here'),
      'a.pdf',
      'damaged',
    ],
    ['a PDF of 301 pages', async () => pdf(Array(301).fill('A page.')), 'a.pdf', 'too_many_pages'],
    ['a PDF that unpacks to 700 MB', async () => pdfBomb(700_000_000), 'a.pdf', 'too_costly'],
    ['a Word document without end', async () => docx(manyWords(400_000)), 'a.docx', 'too_costly'],
  ])('%s stays readable for people, and harms nobody', async (_what, make, name, fault) => {
    const document = await settledUpload(app, student, { bytes: await make(), name: `"${name}"` });
    expect(document).toMatchObject({ status: 'extraction_failed', fault, downloadable: true });
    expect(await count('FROM document_evidence WHERE document_id = $1', document.id)).toBe(0);
    expect((await app.coaching.get('/documents', { token: student.token })).status).toBe(200);
    await eventually(
      async () => filesOn(app).spooled,
      (spooled) => spooled === 0,
      20_000,
    );
  });

  it('what was deleted 30 days ago is gone for good', async () => {
    const young = await settledUpload(app, student, essay(WORDS));
    const old = await settledUpload(app, student, essay(WORDS));
    const [version] = await statesOf(old.id);
    for (const { id } of [young, old]) {
      await app.coaching.delete(`/documents/${id}`, { token: student.token });
    }
    await app.database.query(
      `UPDATE documents SET deleted_at = now() - interval '31 days' WHERE id = $1`,
      [old.id],
    );
    await sweep();
    // The clock may have taken it just before, and not be done yet.
    await eventually(
      () => statesOf(old.id),
      (left) => left.length === 0,
      20_000,
    );
    expect(await statesOf(young.id)).toHaveLength(1);
    await eventually(
      async () => store.objects.has(version?.fileKey ?? ''),
      (isThere) => !isThere,
      20_000,
    );
  });

  it('an upload whose process died leaves nothing', async () => {
    const [documentId, key] = [randomUUID(), `documents/zz/${randomUUID()}`];
    store.objects.set(key, Buffer.from('half of it'));
    await app.database.query(
      `INSERT INTO documents (id, owner_id, uploaded_by, kind, title, created_at)
       VALUES ($1, $2, $2, 'essay', 'Lost', now() - interval '2 hours')`,
      [documentId, student.id],
    );
    await app.database.query(
      `INSERT INTO document_versions (id, document_id, number, file_key, file_name, media_type,
         byte_length, sha256, created_at)
       VALUES ($1, $2, 1, $3, 'a.txt', 'text/plain', 10, 'x', now() - interval '2 hours')`,
      [randomUUID(), documentId, key],
    );
    expect(
      (await app.coaching.get(`/documents/${documentId}`, { token: student.token })).status,
    ).toBe(404);
    await sweep();
    await eventually(
      () => count('FROM documents WHERE id = $1', documentId),
      (left) => left === 0,
      20_000,
    );
    await eventually(
      async () => store.objects.has(key),
      (isThere) => !isThere,
      20_000,
    );
  });

  it('files that cannot be removed now are removed later', async () => {
    const { id } = await settledUpload(app, student, essay(WORDS));
    const [version] = await statesOf(id);
    store.mood = 'refusing';
    await app.coaching.delete(`/documents/${id}?permanent=true`, { token: student.token });
    expect(await count('FROM document_file_removals WHERE file_key = $1', version?.fileKey)).toBe(
      1,
    );
    store.mood = 'well';
    await sweep();
    await eventually(
      async () => store.objects.has(version?.fileKey ?? ''),
      (isThere) => !isThere,
      30_000,
    );
    await eventually(
      () => count('FROM document_file_removals WHERE file_key = $1', version?.fileKey),
      (left) => left === 0,
      20_000,
    );
  });

  describe('as personal data', () => {
    it('is given to the person whole, and nobody else’s with it', async () => {
      const other = await person(app);
      await settledUpload(app, other, essay('Words of somebody else entirely.'));
      const kept = await settledUpload(app, student, essay(WORDS));
      await upload(
        app,
        student,
        essay('The second version of these words.'),
        {},
        `/documents/${kept.id}/versions`,
      );
      await app.coaching.delete(`/documents/${kept.id}`, { token: student.token });
      const infected = await settledUpload(app, student, essay(INFECTED_WORDS));
      const holder = app.trellis.app.get(DocumentPersonalData, { strict: false });
      const files = new Map<string, string>();
      for await (const { path, content: given } of holder.export(student.id)) {
        files.set(path, given instanceof Readable ? await text(given) : String(given));
      }
      expect(files.get(`documents/${kept.id}/1/essay.txt`)).toBe(WORDS);
      expect(files.get(`documents/${kept.id}/2/essay.txt`)).toBe(
        'The second version of these words.',
      );
      expect(files.size).toBe(3);
      const listed = JSON.parse(files.get('documents/documents.json') ?? '[]');
      expect(listed.map((file: any) => [file.document_id, file.version])).toEqual([
        [kept.id, 1],
        [kept.id, 2],
        [infected.id, 1],
      ]);
      expect(JSON.stringify([...files])).not.toContain('somebody else');
    });

    it('is erased with every version, quote and byte; again does no harm', async () => {
      const other = await person(app);
      const theirs = await settledUpload(app, other, essay('Words of somebody else entirely.'));
      const coach = await coachOf(app, student);
      const { id } = await settledUpload(app, student, essay(WORDS));
      await app.coaching.post(
        `/documents/${id}/shares`,
        { coach_id: coach.uuid },
        { token: student.token },
      );
      await upload(app, student, essay('A second version of it.'), {}, `/documents/${id}/versions`);
      await settled(app, student, id);
      const keys = (await statesOf(id)).map(({ fileKey }) => fileKey);
      const holder = app.trellis.app.get(DocumentPersonalData, { strict: false });
      store.mood = 'refusing';
      await expect(holder.erase(student)).rejects.toMatchObject({ code: 'storage_unavailable' });
      store.mood = 'well';
      await holder.erase(student);
      await holder.erase(student);
      await eventually(
        async () => keys.some((key) => store.objects.has(key)),
        (isThere) => !isThere,
        20_000,
      );
      expect(await count('FROM documents WHERE owner_id = $1', student.id)).toBe(0);
      expect(await count('FROM document_versions WHERE document_id = $1', id)).toBe(0);
      expect(await count('FROM document_shares WHERE document_id = $1', id)).toBe(0);
      expect(await count('FROM document_evidence WHERE user_id = $1', student.id)).toBe(0);
      expect((await content(other, theirs.id)).text).toBe('Words of somebody else entirely.');
    });
  });
});
