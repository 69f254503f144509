import type { Row } from '../row';
import { prompt, promptBody, splitPrompt } from '../things/campus';

/** Prompts, which serve all universities. */
export const prompts: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /prompts', expect: '401 403 403 403 403 200 200 200' },
  { route: 'GET /prompts/labels', expect: '401 403 403 403 403 200 200 200' },
  { route: 'GET /prompts/names', expect: '401 403 403 403 403 200 200 200' },
  { route: 'GET /prompts/link-options', expect: '401 403 403 403 403 200 200 200' },
  { route: 'POST /prompts', expect: '401 403 403 403 403 201 201 201', body: promptBody },
  {
    route: 'POST /prompts/preview',
    expect: '401 403 403 403 403 200 200 200',
    body: { prompt_text: 'Be kind.' },
  },
  { route: 'GET /prompts/:prompt_name', expect: '401 403 403 403 403 200 200 200' },
  {
    route: 'PATCH /prompts/:prompt_name/tags',
    expect: '401 403 403 403 403 200 200 200',
    body: { tags: ['kind'] },
  },
  {
    route: 'DELETE /prompts/:prompt_name',
    expect: '401 403 403 403 403 403 403 204',
    fresh: prompt,
  },

  { route: 'GET /prompts/:prompt_name/versions', expect: '401 403 403 403 403 200 200 200' },
  {
    route: 'PATCH /prompts/:prompt_name/versions/:version/labels',
    expect: '401 403 403 403 403 200 200 200',
    body: { labels: ['production'] },
  },
  {
    route: 'POST /prompts/:prompt_name/versions/:version/impact',
    expect: '401 403 403 403 403 200 200 200',
    body: { label: 'production' },
  },
  {
    route: 'DELETE /prompts/:prompt_name/versions/:version',
    expect: '401 403 403 403 403 403 403 204',
    at: async (world) => `/prompts/${await prompt(world)}/versions/1`,
  },

  {
    route: 'GET /prompts/:prompt_name/labels/:label/split',
    expect: '401 403 403 403 403 200 200 200',
    at: async (world) => `/prompts/${await splitPrompt(world)}/labels/production/split`,
  },
  {
    route: 'PUT /prompts/:prompt_name/labels/:label/split',
    expect: '401 403 403 403 403 200 200 200',
    at: async (world) => `/prompts/${await splitPrompt(world)}/labels/production/split`,
    body: { version: 2, percent: 10 },
  },
  {
    route: 'DELETE /prompts/:prompt_name/labels/:label/split',
    expect: '401 403 403 403 403 204 204 204',
    at: async (world) => `/prompts/${await splitPrompt(world)}/labels/production/split`,
  },
];
