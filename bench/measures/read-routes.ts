import type { Crowd, Student } from '../crowd';
import type { Library } from '../library';
import type { StudentBody } from '../student-body';

const PEOPLE = 32;

/** A route that is read, and who reads it. */
export interface ReadRoute {
  readonly title: string;
  /** Below the learning API's own path. */
  readonly path: string;
  readonly readers: readonly Student[];
  /** Requests a round: what takes about as long on every route. */
  readonly count: number;
}

/** The four routes that are compared with their floors. */
export async function readRoutes(
  crowd: Crowd,
  library: Library,
  body: StudentBody,
): Promise<ReadRoute[]> {
  const students = body.sample(PEOPLE);
  return [
    {
      title: 'List of 100 courses',
      path: '/courses/?limit=100',
      readers: students,
      count: 500,
    },
    {
      title: 'Module tree of 500 nodes',
      path: `/modules/courses/${library.treeCourse}/modules`,
      readers: students,
      count: 150,
    },
    { title: 'Overview of a student', path: '/users/me/overview', readers: students, count: 400 },
    {
      title: 'Prompt resolved through 5 levels, warm',
      path: `/prompts/${encodeURIComponent(library.prompt)}?label=production`,
      readers: await crowd.instructors(PEOPLE),
      count: 1_500,
    },
  ];
}
