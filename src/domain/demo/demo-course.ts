import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../content/json-schema';
import type { CourseLevel } from '../courses/course.entity';
import type { ModuleType } from '../courses/course-module.entity';

/** A lesson of the demo course, with its text and bank. */
export interface DemoLesson {
  readonly title: string;
  readonly description: string;
  readonly durationSeconds: number;
  readonly data: JsonObject;
}

/** A module of the demo course with what is below it. */
export interface DemoModule {
  readonly title: string;
  readonly description: string;
  readonly type: ModuleType;
  readonly lessons: readonly DemoLesson[];
  readonly children: readonly DemoModule[];
}

/** The demo: a university and one course. */
export interface DemoCourse {
  readonly university: {
    readonly name: string;
    readonly countryCode: string;
    readonly departments: readonly { name: string; code: string }[];
  };
  readonly title: string;
  readonly code: string;
  readonly description: string;
  readonly level: CourseLevel;
  readonly creditHours: number;
  readonly modules: readonly DemoModule[];
}

interface ModuleFile {
  title: string;
  description: string;
  module_type: ModuleType;
  lessons?: {
    slug: string;
    title: string;
    description: string;
    estimated_duration_seconds: number;
  }[];
  children?: ModuleFile[];
}

interface CourseFile {
  title: string;
  code: string;
  description: string;
  level: CourseLevel;
  credit_hours: number;
  modules: ModuleFile[];
}

interface UniversityFile {
  name: string;
  country: string;
  departments: { name: string; code: string }[];
}

/** Reads the demo course from its folder. */
export async function readDemoCourse(folder: string): Promise<DemoCourse> {
  const university = await readJson<UniversityFile>(join(folder, 'university.json'));
  const course = await readJson<CourseFile>(join(folder, 'course.json'));
  return {
    university: {
      name: university.name,
      countryCode: university.country,
      departments: university.departments,
    },
    title: course.title,
    code: course.code,
    description: course.description,
    level: course.level,
    creditHours: course.credit_hours,
    modules: await Promise.all(course.modules.map((module) => readModule(folder, module))),
  };
}

async function readModule(folder: string, module: ModuleFile): Promise<DemoModule> {
  return {
    title: module.title,
    description: module.description,
    type: module.module_type,
    children: await Promise.all((module.children ?? []).map((child) => readModule(folder, child))),
    lessons: await Promise.all(
      (module.lessons ?? []).map(async (lesson) => ({
        title: lesson.title,
        description: lesson.description,
        durationSeconds: lesson.estimated_duration_seconds,
        data: {
          ...(await readJson<JsonObject>(join(folder, 'quizzes', `${lesson.slug}.json`))),
          body: await readFile(join(folder, 'lessons', `${lesson.slug}.md`), 'utf8'),
        },
      })),
    ),
  };
}

async function readJson<Value>(file: string): Promise<Value> {
  return JSON.parse(await readFile(file, 'utf8')) as Value;
}
