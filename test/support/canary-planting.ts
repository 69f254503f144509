import { addLesson, ChatStudent, type Classroom } from './classroom';
import { eventually } from './eventually';
import type { HttpClient, Reply } from './http-client';
import type { PeopleHome, Person } from './people';

/** Where a canary is planted. */
export interface CanaryHome extends PeopleHome {
  readonly coaching: HttpClient;
}

/** The people around the one who is named after the canary. */
export interface CanaryCompany {
  readonly room: Classroom;
  readonly admin: Person;
  readonly coach: Person;
  readonly bystander: Person;
}

/**
 * Registers a person whose name, address and every word have the canary in them, and lets the others
 * write about them: whatever can be written about a student through the API.
 */
export async function plantCanary(
  app: CanaryHome,
  canary: string,
  company: CanaryCompany,
): Promise<Person> {
  const student = await join(app, canary);
  await plantInCourses(app, canary, student, company);
  await plantInDiscussions(app, canary, student, company);
  await plantInChat(app, canary, student, company);
  await plantInRecord(app, canary, student);
  await plantWithCoach(app, canary, student, company);
  await plantInAgents(app, canary, student);
  await plantInMail(app, canary, student, company);
  await plantInDocuments(app, canary, student);
  return student;
}

async function join(app: CanaryHome, canary: string): Promise<Person> {
  const email = `${canary}@example.com`;
  const password = `${canary} and a long phrase`;
  const { body } = await done(
    app.learning.post('/auth/register-with-onboarding', {
      email,
      password,
      full_name: `${canary} Quux`,
      profile: {
        date_of_birth: '2008-01-01',
        learning_goal: canary.toUpperCase(),
        study_level: canary.toUpperCase(),
        grade: canary.toUpperCase(),
      },
      subject_preferences: [1, 2],
    }),
  );
  const [row] = await app.database.query<{ id: number; uuid: string }>(
    'SELECT id, uuid FROM users WHERE email = $1',
    [email],
  );
  if (row === undefined) throw new Error('The registered person is not in the database.');
  const { access_token: token, refresh_token: refreshToken } = body;
  return { ...row, email, password, token, refreshToken };
}

async function plantInCourses(
  app: CanaryHome,
  canary: string,
  student: Person,
  { room, admin, bystander }: CanaryCompany,
): Promise<void> {
  const { courseId, moduleId, contentItemId, instructor } = room;
  const offering = await created(
    app.learning.post(`/courses/${courseId}/offerings`, { term_name: 'Spring' }, instructor),
  );
  for (const who of [student, bystander]) {
    await done(app.learning.post('/enrollments/', { course_offering_id: offering }, who));
  }
  const made = { course_offering_id: offering, progress_percent: 40 };
  await done(
    app.learning.post('/progress/content', { ...made, content_item_id: contentItemId }, student),
  );
  await done(app.learning.post('/progress/modules', { ...made, module_id: moduleId }, student));
  await created(
    app.learning.post('/notes/', { title: canary, body: canary, course_id: courseId }, student),
  );
  const card = await created(
    app.learning.post('/flashcards/', { front: canary, back: canary }, student),
  );
  await done(app.learning.post(`/flashcards/${card}/review`, { rating: 'GOOD' }, student));
  await done(
    app.learning.put(`/courses/${courseId}/rating`, { rating: 4, review: canary }, student),
  );
  const request = await created(
    app.learning.post('/feature-requests/', { title: canary, description: canary }, student),
  );
  await done(
    app.learning.patch(
      `/feature-requests/${request}`,
      { status: 'planned', admin_notes: canary },
      admin,
    ),
  );
  const quiz = await addLesson(app, room, {
    questions: [
      { id: 3, kind: 'short_answer', text: 'Who?', accepted: [{ text: 'Knuth' }] },
      { id: 7, kind: 'essay', text: 'Why?' },
    ],
  });
  const attempt = await created(
    app.learning.post('/assessments/quiz-attempts', { content_item_id: quiz }, student),
  );
  await done(
    app.learning.post(
      `/assessments/quiz-attempts/${attempt}/submit`,
      {
        answers: [
          { question_id: 3, answer: canary },
          { question_id: 7, answer: canary },
        ],
      },
      student,
    ),
  );
  await done(
    app.learning.post(
      `/assessments/quiz-attempts/${attempt}/review`,
      { question_id: 7, points: 1, feedback: canary },
      instructor,
    ),
  );
  const types = await app.learning.get('/content-types/', instructor);
  const lab = await created(
    app.learning.post(
      '/content/',
      {
        module_id: moduleId,
        course_id: courseId,
        content_type_id: types.body.find(({ name }: { name: string }) => name === 'lab').id,
        title: 'Lab',
        data_json: { instructions: 'Write a search.' },
      },
      instructor,
    ),
  );
  const work = await created(
    app.learning.post(
      '/assessments/lab-submissions',
      { content_item_id: lab, content: canary, links: [`https://example.com/${canary}`] },
      student,
    ),
  );
  await done(
    app.learning.post(
      `/assessments/lab-submissions/${work}/review`,
      { score: 50, status: 'NEEDS_WORK', feedback: canary },
      instructor,
    ),
  );
}

async function plantInDiscussions(
  app: CanaryHome,
  canary: string,
  student: Person,
  { room, bystander }: CanaryCompany,
): Promise<void> {
  const open = (who: Person, words: string): Promise<number> =>
    created(
      app.learning.post(
        `/courses/${room.courseId}/discussions`,
        { title: words, body: words },
        who,
      ),
    );
  const post = (thread: number, who: Person, words: string): Promise<number> =>
    created(app.learning.post(`/discussions/${thread}/posts`, { body: words }, who));
  const alone = await open(student, canary);
  await post(alone, student, canary);
  const answered = await open(student, canary);
  await post(answered, bystander, 'an answer that stays');
  const theirs = await open(bystander, 'a thread that stays');
  const mine = await post(theirs, student, canary);
  await done(app.learning.post(`/discussions/posts/${mine}/report`, { reason: 'rude' }, bystander));
  await done(app.learning.post(`/discussions/${theirs}/report`, { reason: canary }, student));
  const reports = await app.learning.get('/discussions/reports', room.instructor);
  for (const { id } of reports.body) {
    await done(
      app.learning.patch(
        `/discussions/reports/${id}`,
        { status: 'RESOLVED', note: canary },
        room.instructor,
      ),
    );
  }
}

async function plantInChat(
  app: CanaryHome,
  canary: string,
  student: Person,
  { room }: CanaryCompany,
): Promise<void> {
  const chat = await ChatStudent.openAs(student, app, room.contentItemId);
  await chat.greet();
  await chat.answer(1, 'A');
  await chat.say(`My name is ${canary}. Why is binary search fast, ${canary}?`);
  const path = `/chat/sessions/${chat.sessionId}`;
  await done(app.learning.patch(path, { title: canary }, student));
  await done(app.learning.post(`${path}/share`, undefined, student));
}

async function plantInRecord(app: CanaryHome, canary: string, student: Person): Promise<void> {
  const path = `/students/${student.uuid}`;
  await done(
    app.coaching.patch(
      path,
      { grade: 11, gpa: { value: 3.5, scale: 4 }, interests: [canary], intended_majors: [canary] },
      student,
    ),
  );
  const entries: Readonly<Record<string, object>> = {
    activities: { name: canary, field: 'STEM', role: canary, description: canary },
    awards: { name: canary, level: 'STATE', description: canary },
    communications: { channel: 'EMAIL', from_student: true, text: canary },
    courses: { name: canary, subject: canary, rigour: 'AP', grade: 'A', year: 11 },
    documents: { kind: 'ESSAY', title: canary, state: 'DRAFT', text: `I am ${canary}.` },
    goals: { title: canary, target: canary },
    'target-colleges': { name: canary, note: canary },
    'test-scores': { test: 'AP', subject: canary, total: 4 },
  };
  for (const [kind, entry] of Object.entries(entries)) {
    await done(app.coaching.post(`${path}/${kind}`, entry, student));
  }
}

async function plantWithCoach(
  app: CanaryHome,
  canary: string,
  student: Person,
  { coach }: CanaryCompany,
): Promise<void> {
  await done(app.coaching.post('/coach/invitations', { student_email: student.email }, coach));
  const { body } = await done(app.coaching.get('/students/me/invitations', student));
  const [invitation] = body.invitations;
  await done(
    app.coaching.post(`/students/me/invitations/${invitation.id}/accept`, undefined, student),
  );
  await done(
    app.coaching.post(
      '/coach/session',
      {
        student_id: student.uuid,
        session_type: 'essay review',
        duration_minutes: 30,
        notes: `${canary} wants to die, I think.`,
        action_items: [`Ask ${canary} again`],
      },
      coach,
    ),
  );
}

async function plantInAgents(app: CanaryHome, canary: string, student: Person): Promise<void> {
  const about = { student_id: student.uuid };
  const calls: Readonly<Record<string, object>> = {
    'assess/profile': {},
    'assess/readiness': { target_colleges: [canary] },
    'detect/crisis': { content: `I am ${canary} and I want to kill myself.` },
    'find/opportunities': {},
    'generate/gameplan': {},
    'intervention/recommend': { crisis_type: 'test_anxiety' },
  };
  for (const [agent, body] of Object.entries(calls)) {
    await done(
      app.coaching.post(
        `/agents/${agent}`,
        { ...about, ...body },
        {
          ...student,
          headers: { prefer: 'respond-async' },
        },
      ),
    );
  }
}

async function plantInMail(
  app: CanaryHome,
  canary: string,
  student: Person,
  { admin, coach }: CanaryCompany,
): Promise<void> {
  const words = { subject: canary, body: canary };
  const to = { user_id: student.uuid };
  await done(app.coaching.post('/email/send', { to, ...words }, coach));
  const later = new Date(Date.now() + 86_400_000).toISOString();
  await done(app.coaching.post('/email/schedule', { to, ...words, send_at: later }, coach));
  await done(app.coaching.post('/email/send', { to: { email: student.email }, ...words }, admin));
  await done(app.coaching.post('/auth/forgot-password', { email: student.email }));
  await done(app.coaching.post('/email/suppressions', { email: student.email }, admin));
  const cases = await eventually(
    () => done(app.coaching.get('/crisis/cases', coach)),
    ({ body }) => body.cases.length > 0,
    30_000,
  );
  for (const { id } of cases.body.cases) {
    await done(app.coaching.post(`/crisis/cases/${id}/acknowledge`, { note: canary }, coach));
    await done(app.coaching.post(`/crisis/cases/${id}/resolve`, { note: canary }, coach));
  }
}

/**
 * Puts the canary where only a fault, a busy moment or another surface puts words: statements by
 * what they are about.
 */
export async function plantByHand(
  { database }: CanaryHome,
  canary: string,
  { id }: Person,
): Promise<void> {
  const statements = [
    `INSERT INTO generation_chunks (generation_id, attempt, sequence, content)
     SELECT turn.generation_id, 9, 9, $1::text FROM chat_turns turn
     JOIN chat_sessions session ON session.id = turn.session_id
     WHERE session.user_id = $2 AND turn.generation_id IS NOT NULL
     ORDER BY turn.created_at DESC LIMIT 1`,
    `WITH own AS (
       INSERT INTO prompt_snapshots (hash, name, version, text)
       VALUES (decode('c0ffee', 'hex'), 'of this person', 1, $1::text) RETURNING hash)
     UPDATE chat_sessions SET prompt_hash = own.hash FROM own WHERE user_id = $2`,
    `UPDATE chat_messages SET meta = jsonb_build_object('said', $1::text)
     WHERE session_id IN (SELECT id FROM chat_sessions WHERE user_id = $2)`,
    `UPDATE student_records SET state = $1, citizenship = $1 WHERE user_id = $2`,
    `INSERT INTO document_evidence (user_id, kind, quote, place)
     VALUES ($2, 'essay', $1::text, jsonb_build_object('line', $1::text))`,
    `UPDATE tasks SET source_key = source_key || $1, description = $1 WHERE user_id = $2`,
    `INSERT INTO task_submissions (task_id, number, reference, note, links, document_ids, verdict,
       comment, reviewed_at)
     SELECT id, 1, 'by hand', $1, ARRAY['https://example.com/' || $1], '{}', 'returned', $1, now()
     FROM tasks WHERE user_id = $2`,
    `UPDATE agent_runs SET error_message = $1 WHERE student_id = $2`,
    `INSERT INTO crisis_case_events (case_id, kind, band, severity, evidence)
     SELECT id, 'reported', band, severity, jsonb_build_array($1::text) FROM crisis_cases
     WHERE student_id = $2`,
    `INSERT INTO email_messages (key, address, recipient_name, subject, body, category, status,
       last_error, variables)
     SELECT 'by hand', email, $1, 's', 'b', 'transactional', 'failed', $1,
       jsonb_build_object('student_name', $1::text)
     FROM users WHERE id = $2`,
    `WITH import AS (
       INSERT INTO user_imports (country, is_dry_run, status, rows_total)
       VALUES ('US', false, 'failed', 1) RETURNING id)
     INSERT INTO user_import_chunks (import_id, position, bytes)
     SELECT id, $2, convert_to($1, 'UTF8') FROM import`,
    `WITH held AS (
       INSERT INTO api_keys (user_id, name, permissions, allowed_addresses)
       VALUES ($2, $1::text, '{read:user}', ARRAY[$1::text]) RETURNING id
     ), secret AS (
       INSERT INTO api_key_secrets (api_key_id, secret_hash, prefix, last_four)
       SELECT id, decode('c0ffee', 'hex'), 'trl_live_abcd', 'wxyz' FROM held)
     INSERT INTO api_key_reports (api_key_id, source_url, note)
     SELECT id, $1::text, $1::text FROM held`,
    `WITH made AS (
       INSERT INTO webhook_endpoints (user_id, url, host, description, events, ciphertext, nonce,
         key_id, status, disabled_because, disabled_at)
       VALUES ($2, 'https://' || $1::text || '.example/', $1::text || '.example', $1::text,
         '{task.created}', decode('c0ffee', 'hex'), decode('c0ffee', 'hex'), 'c0ffee00',
         'disabled', 'gone', now()) RETURNING id
     ), told AS (
       INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, data, occurred_at,
         status, finished_at)
       SELECT id, gen_random_uuid(), 'task.created', '{}', now(), 'failed', now() FROM made
       RETURNING id)
     INSERT INTO webhook_attempts (delivery_id, number, started_at) SELECT id, 1, now() FROM told`,
    `INSERT INTO deferred_events (event_id, sink, name, payload, occurred_at, due_at)
     VALUES (gen_random_uuid(), 'of.another.version', 'task.created',
       jsonb_build_object('userId', $2::integer, 'words', $1::text), now(), now())`,
    `INSERT INTO notifications (user_id, occasion, kind, standing, subject_id, target_type,
       target_id, facts, in_app, occurred_at)
     SELECT coach_id, $1, 'task.to_review', 'coach', student_id, 'task', gen_random_uuid()::text,
       jsonb_build_object('of another version', $1::text), true, now()
     FROM coach_students WHERE student_id = $2`,
    `INSERT INTO notification_preferences (user_id, kind, mail)
     SELECT $2, 'of ' || $1::text, true`,
    `UPDATE users SET username = $1 WHERE id = $2`,
    `INSERT INTO account_tokens (user_id, purpose, token_hash, email, expires_at)
     SELECT id, 'verify-email', decode('c0ffee', 'hex'), email, now() FROM users
     WHERE id = $2 AND $1::text <> ''`,
    `INSERT INTO outbox (kind, name, payload)
     VALUES ('job', 'of.another.version', jsonb_build_object('userId', $2::integer, 'words', $1::text))`,
    `INSERT INTO outbox (kind, name, payload)
     VALUES ('job', 'privacy.make-export',
             jsonb_build_object('userId', $2::integer, 'exportId', $1::text))`,
  ];
  for (const statement of statements) await database.query(statement, [canary, id]);
}

/** Uploads a document of plain text. */
export async function uploadDocument(
  app: CanaryHome,
  who: Person,
  { name, words }: { name: string; words: string },
): Promise<void> {
  const form = new FormData();
  form.set('kind', 'essay');
  form.set('title', name);
  form.set('file', new Blob([words], { type: 'text/plain' }), `${name}.txt`);
  const reply = await fetch(`${app.coaching.baseUrl}/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${who.token}` },
    body: form,
  });
  if (!reply.ok) throw new Error(`Uploading answered ${reply.status}: ${await reply.text()}`);
}

async function plantInDocuments(app: CanaryHome, canary: string, student: Person): Promise<void> {
  await uploadDocument(app, student, { name: canary, words: `The essay of ${canary}.\n` });
}

async function done(asked: Promise<Reply>): Promise<Reply> {
  const reply = await asked;
  if (reply.status >= 300) throw new Error(`Planting answered ${reply.status}: ${reply.text}`);
  return reply;
}

async function created(asked: Promise<Reply>): Promise<number> {
  return (await done(asked)).body.id;
}
