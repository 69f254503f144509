import { tarball } from '../../../../support/archives';
import type { World } from '../world';

/*
 * What a university is made of. `…Body` is what to send to make one; the others make a new one
 * at each call and return its id.
 */

export const universityBody = (world: World) => ({ name: world.word(), country_code: 'US' });
export const university = (world: World) =>
  world.create('admin', '/universities', universityBody(world));

export const departmentBody = (world: World) => ({ name: world.word(), code: world.word() });
export const department = (world: World) =>
  world.create(
    'admin',
    `/universities/${world.home.universityId}/departments`,
    departmentBody(world),
  );

export const countryBody = (world: World) => ({ code: world.countryCode(), name: world.word() });
export const country = async (world: World): Promise<string> =>
  (await world.post('admin', '/countries', countryBody(world))).code;

export const subjectBody = (world: World) => ({ name: world.word() });
export const subject = (world: World) => world.create('admin', '/subjects', subjectBody(world));

export const courseBody = (world: World) => ({
  title: 'Geometry',
  code: world.word(),
  level: 'INTRODUCTORY',
  credit_hours: 3,
  university_id: world.home.universityId,
});
export const course = (world: World) => world.create('admin', '/courses', courseBody(world));

const ARCHIVE = new Map([
  ['course.yaml', 'title: Sensors\ncode: IOT1\nlevel: intermediate\ncredit_hours: 4\n'],
  ['1-basics/1-sensors.md', '# What a sensor does\n\nIt turns warmth into a number.\n'],
]);
/** A course to try to import; nothing is kept. */
export const archiveForm = (world: World): FormData => {
  const form = new FormData();
  form.set('university_id', String(world.home.universityId));
  form.set('dry_run', 'true');
  form.set('archive', new Blob([new Uint8Array(tarball(ARCHIVE))]), 'course.tar.gz');
  return form;
};

/** An offering of the school's course, taught by the instructor. */
export const offering = (world: World) => world.home.offer();

/** An offering of a course of its own, so that who enrols becomes nobody's classmate. */
export const separateOffering = async (world: World): Promise<number> =>
  world.create('admin', `/courses/${await course(world)}/offerings`, { term_name: 'Autumn 2026' });

export const moduleBody = (world: World) => ({
  course_id: world.home.courseId,
  parent_module_id: world.home.modules.c,
  title: world.word(),
  module_type: 'UNIT',
});
export const courseModule = (world: World) => world.create('admin', '/modules', moduleBody(world));

export const contentBody = (world: World) => ({
  module_id: world.home.modules.c,
  course_id: world.home.courseId,
  content_type_id: world.ids['content_type_id'],
  title: world.word(),
  data_json: { body: '# Searching' },
});
export const content = (world: World) => world.create('admin', '/content', contentBody(world));

export const contentTypeBody = (world: World) => ({
  name: world.word(),
  label: 'Podcast',
  schema: { type: 'object', properties: { url: { type: 'string' } } },
});
export const contentType = (world: World) =>
  world.create('admin', '/content-types', contentTypeBody(world));

export const promptBody = (world: World) => ({
  name: world.word(),
  prompt: 'Be kind.',
  labels: ['production'],
});
export const prompt = async (world: World): Promise<string> =>
  (await world.post('instructor', '/prompts', promptBody(world))).name;

/** A prompt of two versions that share its label. */
export const splitPrompt = async (world: World): Promise<string> => {
  const name = await prompt(world);
  await world.post('instructor', '/prompts', { name, prompt: 'Be brief.' });
  const path = `/prompts/${name}/labels/production/split`;
  await world.send('PUT', 'instructor', path, { version: 2, percent: 50 });
  return name;
};
