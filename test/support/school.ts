import type { Person } from './people';
import { person } from './people';
import type { TestApp } from './test-app';

/** A university with a course, its tree and an offering, and the people around them. */
export interface School {
  readonly admin: Person;
  /** Writes the courses of this university only, and teaches the offering. */
  readonly instructor: Person;
  /** Writes the courses of another university. */
  readonly foreignInstructor: Person;
  readonly universityId: number;
  readonly courseId: number;
  readonly offeringId: number;
  /** Unit A holds lesson 1, and lesson 2 in chapter B below it; unit C is empty. */
  readonly modules: { readonly a: number; readonly b: number; readonly c: number };
  readonly lessons: readonly [number, number];
  /** Creates something by POST as the admin and returns its id. */
  create(path: string, body: object): Promise<number>;
  /** Opens another offering of the course. */
  offer(body?: object): Promise<number>;
  /** Somebody who is enrolled in the offering. */
  student(): Promise<Person>;
}

let counter = 0;

/** Opens a school of its own through the API. */
export async function school(app: TestApp): Promise<School> {
  counter += 1;
  const admin = await person(app, 'PLATFORM_ADMIN');
  const create = async (path: string, body: object, by: Person = admin): Promise<number> => {
    const reply = await app.learning.post(path, body, by);
    if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.status} ${reply.text}`);
    return reply.body.id;
  };
  const university = (name: string): Promise<number> =>
    create('/universities/', { name: `${name} ${counter}`, country_code: 'US' });
  const universityId = await university('Larkspur');
  const instructor = await instructorOf(app, universityId);
  const foreignInstructor = await instructorOf(app, await university('Foxglove'));
  const courseId = await create('/courses/', {
    title: 'Algorithms',
    code: `CS${counter}`,
    level: 'ADVANCED',
    credit_hours: 3,
    university_id: universityId,
  });
  const moduleIn = (title: string, parent: number | null = null): Promise<number> =>
    create('/modules/', {
      course_id: courseId,
      parent_module_id: parent,
      title,
      module_type: 'UNIT',
    });
  const a = await moduleIn('A');
  const b = await moduleIn('B', a);
  const c = await moduleIn('C');
  const types = (await app.learning.get('/content-types/', admin)).body;
  const lesson = (module_id: number, title: string): Promise<number> =>
    create('/content/', {
      module_id,
      course_id: courseId,
      content_type_id: types.find(({ name }: { name: string }) => name === 'lesson').id,
      title,
      data_json: { body: `# ${title}` },
    });
  const offer = (body: object = {}): Promise<number> =>
    create(`/courses/${courseId}/offerings`, { term_name: 'Spring 2026', ...body }, instructor);
  const lessons: [number, number] = [await lesson(a, 'One'), await lesson(b, 'Two')];
  const offeringId = await offer();
  return {
    admin,
    instructor,
    foreignInstructor,
    universityId,
    courseId,
    offeringId,
    modules: { a, b, c },
    lessons,
    create: (path, body) => create(path, body),
    offer,
    student: async () => {
      const someone = await person(app);
      await create('/enrollments/', { course_offering_id: offeringId }, someone);
      return someone;
    },
  };
}

/** Somebody who writes the courses of one university. */
export async function instructorOf(app: TestApp, universityId: number): Promise<Person> {
  const someone = await person(app);
  await app.database.query(
    `INSERT INTO role_grants (user_id, role, university_id) VALUES ($1, 'INSTRUCTOR', $2)`,
    [someone.id, universityId],
  );
  return someone;
}
