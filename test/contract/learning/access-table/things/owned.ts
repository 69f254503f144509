import type { World } from '../world';
import { course } from './campus';

/** What the owner writes for themselves; who else reads it is for a row to say. */
export const PRIVATE_WORDS = 'MARROWFAT_PEAS_AT_MIDNIGHT';

/* What belongs to the owner; each call makes a new one and returns its id. */

export const note = (world: World) => world.create('owner', '/notes', { body: PRIVATE_WORDS });

export const flashcard = (world: World) =>
  world.create('owner', '/flashcards', { front: PRIVATE_WORDS, back: '42' });

export const featureRequest = (world: World) =>
  world.create('owner', '/feature-requests', { title: PRIVATE_WORDS, description: 'Please.' });

/** An enrolment in an offering of its own. */
export const enrollment = async (world: World): Promise<number> =>
  world.create('owner', '/enrollments', { course_offering_id: await world.home.offer() });

/** A chat session with a title of the owner's. */
export const session = async (world: World): Promise<number> => {
  const id = await world.create('owner', '/chat/sessions', {
    content_item_id: world.items['lesson'],
  });
  await world.send('PATCH', 'owner', `/chat/sessions/${id}`, { title: PRIVATE_WORDS });
  return id;
};

/** A chat session that was greeted, so that it takes messages. */
export const greetedSession = async (world: World): Promise<number> => {
  const id = await session(world);
  await world.post('owner', `/chat/sessions/${id}/greeting`);
  return id;
};

/** A chat session in which the owner said something. */
export const conversation = async (world: World): Promise<number> => {
  const id = await greetedSession(world);
  await world.post('owner', `/chat/sessions/${id}/messages`, { content: PRIVATE_WORDS });
  return id;
};

/** The token under which everybody reads a conversation. */
export const share = async (world: World): Promise<string> => {
  const id = await conversation(world);
  return (await world.post('owner', `/chat/sessions/${id}/share`)).share_token;
};

/** A token that works no longer. */
export const revokedShare = async (world: World): Promise<string> => {
  const id = await session(world);
  const { share_token: token } = await world.post('owner', `/chat/sessions/${id}/share`);
  await world.send('DELETE', 'owner', `/chat/sessions/${id}/share`);
  return token;
};

/** An attempt that is under way; the one under way before, if any. */
export const attempt = async (world: World): Promise<number> =>
  world.create('owner', '/assessments/quiz-attempts', {
    content_item_id: world.items['quiz'],
    course_offering_id: world.home.offeringId,
  });

/** The answers that the owner gives; the essay is theirs. */
export const ANSWERS = [
  { question_id: 1, answer: 'A' },
  { question_id: 2, answer: PRIVATE_WORDS },
];

export const submittedAttempt = async (world: World): Promise<number> => {
  const id = await attempt(world);
  await world.post('owner', `/assessments/quiz-attempts/${id}/submit`, { answers: ANSWERS });
  return id;
};

export const submission = (world: World) =>
  world.create('owner', '/assessments/lab-submissions', {
    content_item_id: world.items['lab'],
    course_offering_id: world.home.offeringId,
    content: PRIVATE_WORDS,
  });

/** A task of the owner's that an instructor gave, with words that wait for a review. */
export const courseTask = async (world: World): Promise<string> => {
  const { id } = await world.post('instructor', '/task-reviews', {
    course_offering_id: world.home.offeringId,
    user_id: world.people.owner.id,
    title: 'Present your lab',
  });
  await world.app.database.query(
    `WITH handed_in AS (UPDATE tasks SET status = 'submitted' WHERE id = $1 RETURNING id)
     INSERT INTO task_submissions (task_id, number, reference, note, links, document_ids)
     SELECT id, 1, 'first', $2, '{}', '{}' FROM handed_in`,
    [id, PRIVATE_WORDS],
  );
  return id;
};

/** Something that the owner was told. */
export const notification = async (world: World): Promise<string> => {
  const [told] = await world.app.database.query<{ id: string }>(
    `INSERT INTO notifications (user_id, occasion, kind, standing, in_app, occurred_at)
     VALUES ($1, gen_random_uuid()::text, 'stake.matured', 'self', true, now()) RETURNING id`,
    [world.people.owner.id],
  );
  return told?.id ?? '';
};

export const thread = (world: World) =>
  world.create('owner', `/courses/${world.home.courseId}/discussions`, {
    title: 'Why halve?',
    body: 'I wonder.',
  });

export const post = async (world: World): Promise<number> =>
  world.create('owner', `/discussions/${world.ids['thread_id'] ?? (await thread(world))}/posts`, {
    body: 'Because it is fast.',
  });

/** What the classmate reported about a post of the owner's. */
export const report = async (world: World): Promise<number> =>
  world.create('classmate', `/discussions/posts/${await post(world)}/report`, {
    reason: 'This is rude.',
  });

/** A course of its own that the owner takes and rated. */
export const ratedCourse = async (world: World): Promise<number> => {
  const id = await course(world);
  const course_offering_id = await world.create('admin', `/courses/${id}/offerings`, {
    term_name: 'Autumn 2026',
  });
  await world.post('owner', '/enrollments', { course_offering_id });
  await world.send('PUT', 'owner', `/courses/${id}/rating`, { rating: 4 });
  return id;
};

/** A turn that a model charged for; the tutor of these tests costs nothing. */
async function useModel(world: World): Promise<void> {
  await world.app.database.query(
    `INSERT INTO llm_usage_days VALUES ($1, (now() AT TIME ZONE 'UTC')::date, $2, 1, 0, 0, 9, 9, 9)`,
    [world.people.owner.id, world.home.courseId],
  );
}

/** Gives the owner one thing of every kind; their ids by the names of route parameters. */
export async function belongings(world: World): Promise<Record<string, number | string>> {
  await world.send('PUT', 'owner', '/users/me/profile', { learning_goal: PRIVATE_WORDS });
  await useModel(world);
  return {
    note_id: await note(world),
    flashcard_id: await flashcard(world),
    feature_request_id: await featureRequest(world),
    session_id: await conversation(world),
    share_token: await share(world),
    attempt_id: await submittedAttempt(world),
    submission_id: await submission(world),
    thread_id: await thread(world),
    post_id: await post(world),
    report_id: await report(world),
  };
}
