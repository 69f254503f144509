import type { Pool } from 'pg';
import type { Classroom } from './classroom';

const COURSES = 100;
const LEVELS = ['INTRODUCTORY', 'INTERMEDIATE', 'ADVANCED', 'GRADUATE'];
const SUBJECTS = 8;
/** Levels of inclusion below a prompt; the most there may be. */
const LEVELS_BELOW = 5;

/** What there is to read in lists and trees. */
export interface Library {
  /** Published courses, in the order of their ids. */
  readonly courses: readonly number[];
  /** A course of 500 modules that students see, and eight more in a draft. */
  readonly treeCourse: number;
  /** A prompt with five levels of others below it. */
  readonly prompt: string;
}

/** Adds 100 courses, one of them with a draft beside it and a large tree, and nested prompts. */
export async function fillLibrary(classroom: Classroom, pool: Pool): Promise<Library> {
  const courses: number[] = [];
  for (let number = 1; number <= COURSES; number += 1) {
    courses.push(await classroom.admin.create('/courses/', course(classroom, number, true)));
  }
  await classroom.admin.create('/courses/', course(classroom, COURSES + 1, false));
  const treeCourse = courses.at(-1) as number;
  await growTree(treeCourse, pool);
  return { courses, treeCourse, prompt: await publishPrompts(classroom) };
}

function course({ universityId }: Classroom, number: number, isPublished: boolean): object {
  return {
    title: `Course ${number}`,
    code: `BENCH${number}`,
    description: 'What one learns here, why it is worth knowing, and what one should know before.',
    level: LEVELS[number % LEVELS.length],
    credit_hours: 3,
    university_id: universityId,
    primary_subject_id: 1 + (number % SUBJECTS),
    is_published: isPublished,
  };
}

/** 10 units of 7 chapters of 6 lessons, and a draft of a unit with what is below it. */
async function growTree(courseId: number, pool: Pool): Promise<void> {
  const addBelow = (type: string, parentType: string | null, count: number): Promise<unknown> =>
    pool.query(
      `INSERT INTO modules (course_id, parent_module_id, title, description, module_type,
                            sequence_index, is_published)
       SELECT $1, parent.id, initcap($2) || ' ' || n, 'What the ' || lower($2) || ' is about',
              $2::text, n - 1, parent.id IS NOT NULL OR n <= 10
       FROM generate_series(1, $4::integer) AS n
       LEFT JOIN modules parent
         ON parent.course_id = $1 AND parent.module_type = $3 AND (n = 1 OR parent.is_published)
       WHERE $3::text IS NULL OR parent.id IS NOT NULL`,
      [courseId, type, parentType, count],
    );
  await addBelow('UNIT', null, 11);
  await addBelow('CHAPTER', 'UNIT', 7);
  await addBelow('LESSON', 'CHAPTER', 6);
}

/** Each includes the next and, twice, a rule that all share. */
async function publishPrompts({ admin }: Classroom): Promise<string> {
  const publish = (name: string, text: string): Promise<number> =>
    admin.create('/prompts/', { name, prompt: text, labels: ['production'], tags: ['bench'] });
  const nameOf = (level: number): string => `Bench level ${level}`;
  const including = (name: string): string => `@@@langfusePrompt:name=${name}|label=production@@@`;
  await publish(nameOf(LEVELS_BELOW), 'At the bottom: answer {{student}} in short sentences.');
  await publish('Bench rule', 'Never give the solution away; ask what was tried so far.');
  for (let level = LEVELS_BELOW - 1; level >= 0; level -= 1) {
    const rule = including('Bench rule');
    const paragraph = `You teach {{title}} at level ${level}. `.repeat(8);
    await publish(nameOf(level), `${paragraph}\n${rule}\n${including(nameOf(level + 1))}\n${rule}`);
  }
  return nameOf(0);
}
