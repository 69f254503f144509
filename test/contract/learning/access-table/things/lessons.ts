import type { World } from '../world';
import { courseBody } from './campus';

/** A question that is scored by itself and one that a person reviews. */
const QUESTIONS = [
  {
    id: 1,
    text: 'What does binary search need?',
    options: [
      { key: 'A', text: 'A sorted list', correct: true, explanation: 'Order tells the way.' },
      { key: 'B', text: 'A short list', correct: false, explanation: 'Long ones suit it.' },
    ],
  },
  { id: 2, kind: 'essay', text: 'Why?' },
];

/** The content types that are there from the start: ids by name. */
export async function contentTypes(world: World): Promise<Record<string, number>> {
  const types: { id: number; name: string }[] = await world.send('GET', 'admin', '/content-types');
  return Object.fromEntries(types.map(({ id, name }) => [name, id]));
}

/** A lesson, a quiz and a lab that everybody sees. */
export async function courseItems(world: World): Promise<Record<string, number>> {
  const { courseId, modules, lessons } = world.home;
  const place = { course_id: courseId, module_id: modules.c };
  return {
    lesson: lessons[0],
    quiz: await quiz(world, place),
    lab: await world.create('admin', '/content', {
      ...place,
      content_type_id: world.types['lab'],
      title: 'Lab',
      data_json: { instructions: 'Write a search.' },
    }),
  };
}

/**
 * What is not for everybody, by why: ids by the names of route parameters.
 *
 * - draft: a course that is not published, with all that is in it;
 * - gated: a quiz for those who are enrolled;
 * - private: an offering of the school's course in which nobody is enrolled.
 */
export async function hiddenThings(world: World) {
  const { courseId, modules } = world.home;
  const draft = { ...courseBody(world), is_published: false };
  const course_id = await world.create('admin', '/courses', draft);
  const module_id = await world.create('admin', '/modules', {
    course_id,
    title: 'Draft',
    module_type: 'UNIT',
  });
  const drafted = await quiz(world, { course_id, module_id });
  const gated = await quiz(world, {
    course_id: courseId,
    module_id: modules.c,
    is_gated: true,
  });
  return {
    draft: { course_id, module_id, content_id: drafted, content_item_id: drafted },
    gated: { content_id: gated, content_item_id: gated },
    private: { offering_id: await world.home.offer({ visibility: 'PRIVATE' }) },
  };
}

const quiz = (world: World, more: object): Promise<number> =>
  world.create('admin', '/content', {
    content_type_id: world.types['quiz'],
    title: 'Quiz',
    data_json: { questions: QUESTIONS },
    ...more,
  });
