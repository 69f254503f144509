import type { Step } from './step';

const REFERENCE = '@@@langfusePrompt:name=General Protocol|label=production@@@';
const DEPENDENCY = {
  child_name: 'General Protocol',
  child_version: null,
  child_label: 'production',
};
const VIDEO_TUTOR = {
  name: 'Video Tutor',
  prompt: 'You are a helpful tutor for {{title}}...',
  config: {},
  labels: ['production'],
  tags: ['tutor', 'video'],
  commit_message: 'Initial version',
};
const PROMPT = {
  id: 5,
  name: 'Video Tutor',
  version: 3,
  type: 'text',
  prompt: 'You are a helpful tutor for {{title}}...',
  config: {},
  labels: ['production'],
  tags: ['tutor', 'video'],
  commit_message: 'Added protocol reference',
  created_by: '42',
  created_at: '2026-02-06T10:00:00Z',
  updated_at: '2026-02-06T10:00:00Z',
  dependencies: [],
  resolved_prompt: 'You are a helpful tutor for {{title}}...',
  resolution_graph: { root: { name: 'Video Tutor', version: 3, id: 5 }, dependencies: {} },
};

/** An instructor publishes a prompt that includes another one; an admin clears up. */
export const prompts: readonly Step[] = [
  {
    who: 'instructor',
    request: 'POST /prompts/',
    body: { name: 'General Protocol', prompt: 'Follow these rules: ...', labels: ['production'] },
    status: 201,
  },
  {
    who: 'instructor',
    request: 'POST /prompts/',
    body: VIDEO_TUTOR,
    status: 201,
    reply: PROMPT,
  },
  {
    who: 'instructor',
    request: 'POST /prompts/',
    body: { ...VIDEO_TUTOR, prompt: `${VIDEO_TUTOR.prompt}\n${REFERENCE}` },
    status: 201,
    reply: PROMPT,
  },
  {
    who: 'instructor',
    request: 'GET /prompts/?name=tutor&label=production&tag=math&page=1&page_size=20',
    status: 200,
    reply: { data: [], total: 0, page: 1, page_size: 20 },
  },
  {
    who: 'instructor',
    request: 'GET /prompts/?name=tutor&tag=video',
    status: 200,
    reply: {
      data: [
        {
          name: 'General Protocol',
          type: 'text',
          versions: [1, 2, 3],
          labels: ['production', 'latest'],
          tags: ['core', 'protocol'],
          last_updated_at: '2026-02-06T10:00:00Z',
        },
      ],
      total: 1,
      page: 1,
      page_size: 20,
    },
  },
  {
    who: 'instructor',
    request: 'GET /prompts/Video%20Tutor?label=production',
    status: 200,
    reply: { ...PROMPT, dependencies: [DEPENDENCY] },
  },
  {
    who: 'instructor',
    request: 'GET /prompts/Video%20Tutor/versions?page=1&page_size=20',
    status: 200,
    reply: {
      versions: [
        {
          id: 5,
          name: 'Video Tutor',
          version: 3,
          labels: [],
          commit_message: 'Added protocol reference',
          created_by: '42',
          creator: 'Jane Doe',
          created_at: '2026-02-06T10:00:00Z',
        },
      ],
      total: 3,
    },
  },
  {
    who: 'instructor',
    request: 'PATCH /prompts/Video%20Tutor/versions/1/labels',
    body: { labels: ['production', 'staging'] },
    status: 200,
    reply: PROMPT,
  },
  {
    who: 'instructor',
    request: 'PATCH /prompts/Video%20Tutor/tags',
    body: { tags: ['core', 'protocol', 'v2'] },
    status: 200,
    reply: { success: true },
  },
  { who: 'instructor', request: 'GET /prompts/labels', status: 200, reply: ['production'] },
  {
    who: 'instructor',
    request: 'GET /prompts/names',
    status: 200,
    reply: [{ name: 'General Protocol', id: 1 }],
  },
  {
    who: 'instructor',
    request: 'GET /prompts/link-options',
    status: 200,
    reply: [{ name: 'General Protocol', versions: [1, 2, 3], labels: ['production', 'latest'] }],
  },
  {
    who: 'instructor',
    request: 'POST /prompts/preview',
    body: { prompt_text: `Hello {{title}}, ${REFERENCE}`, variables: { title: 'Math 101' } },
    status: 200,
    reply: {
      rendered_prompt: 'Hello Math 101, Follow these rules: ...',
      variables_used: ['title'],
      dependencies_found: [DEPENDENCY],
    },
  },
  { who: 'admin', request: 'DELETE /prompts/Video%20Tutor/versions/2', status: 204 },
  { who: 'admin', request: 'DELETE /prompts/General%20Protocol', status: 204 },
];
