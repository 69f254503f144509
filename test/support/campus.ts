import { type Person, person } from './people';
import type { TestApp } from './test-app';

/** A university with an empty course, and people around it. */
export interface Campus {
  readonly admin: Person;
  readonly student: Person;
  /** Writes the courses of this university only. */
  readonly instructor: Person;
  /** Writes the courses of another university only. */
  readonly stranger: Person;
  readonly universityId: number;
  readonly courseId: number;
}

let counter = 0;

/** Opens a university with a course through the API. */
export async function campus(app: TestApp): Promise<Campus> {
  const admin = await person(app, 'PLATFORM_ADMIN');
  const universityId = await openUniversity(app, admin);
  return {
    admin,
    student: await person(app),
    instructor: await instructorOf(app, universityId),
    stranger: await instructorOf(app, await openUniversity(app, admin)),
    universityId,
    courseId: await createCourse(app, admin, universityId),
  };
}

/** A person who writes the courses of one university. */
export async function instructorOf(app: TestApp, universityId: number): Promise<Person> {
  const someone = await person(app);
  await app.database.query(
    `INSERT INTO role_grants (user_id, role, university_id) VALUES ($1, 'INSTRUCTOR', $2)`,
    [someone.id, universityId],
  );
  return someone;
}

/** Opens a university in the United States; its id. */
export function openUniversity(app: TestApp, admin: Person): Promise<number> {
  counter += 1;
  return create(app, admin, '/universities/', {
    name: `Campus ${counter} ${process.pid}`,
    country_code: 'US',
  });
}

/** Creates a course; its id. */
export function createCourse(
  app: TestApp,
  author: Person,
  universityId: number,
  more: object = {},
): Promise<number> {
  counter += 1;
  return create(app, author, '/courses/', {
    title: 'Algorithms',
    code: `C${counter}`,
    level: 'ADVANCED',
    credit_hours: 3,
    university_id: universityId,
    ...more,
  });
}

/** Creates something through the API; its id. */
export async function create(
  app: TestApp,
  author: Person,
  path: string,
  body: object,
): Promise<number> {
  const reply = await app.learning.post(path, body, { token: author.token });
  if (reply.status !== 201) throw new Error(`${path} answered ${reply.status}: ${reply.text}`);
  return reply.body.id;
}
