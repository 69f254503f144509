import type { Row } from '../row';
import * as campus from '../things/campus';

/** What courses consist of. */
export const content: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  { route: 'GET /modules/courses/:course_id/modules', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'GET /modules/courses/:course_id/modules',
    when: 'draft',
    expect: '401 404 404 404 404 200 404 200',
  },
  {
    route: 'GET /modules/courses/:course_id/modules/root',
    expect: '401 200 200 200 200 200 200 200',
  },
  {
    route: 'GET /modules/courses/:course_id/modules/root',
    when: 'draft',
    expect: '401 404 404 404 404 200 404 200',
  },
  { route: 'GET /modules/:module_id', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /modules/:module_id', when: 'draft', expect: '401 404 404 404 404 200 404 200' },
  { route: 'GET /modules/:module_id/children', expect: '401 200 200 200 200 200 200 200' },
  { route: 'POST /modules', expect: '401 403 403 403 403 201 403 201', body: campus.moduleBody },
  {
    route: 'PUT /modules/:module_id',
    expect: '401 403 403 403 403 200 403 200',
    body: { title: 'A' },
  },
  {
    route: 'PUT /modules/:module_id',
    when: 'draft',
    expect: '401 403 403 403 403 200 404 200',
    body: { title: 'A' },
  },
  {
    route: 'POST /modules/:module_id/move',
    expect: '401 403 403 403 403 200 403 200',
    body: { parent_module_id: null },
  },
  {
    route: 'POST /modules/reorder',
    expect: '401 403 403 403 403 200 403 200',
    body: ({ home }) => ({ module_ids: [home.modules.b] }),
  },
  {
    route: 'DELETE /modules/:module_id',
    expect: '401 403 403 403 403 204 403 204',
    fresh: campus.courseModule,
  },

  { route: 'GET /content/modules/:module_id/content', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /content/:content_id', expect: '401 200 200 200 200 200 200 200' },
  { route: 'GET /content/:content_id', when: 'draft', expect: '401 404 404 404 404 200 404 200' },
  { route: 'GET /content/:content_id', when: 'gated', expect: '401 200 200 404 404 200 404 200' },
  { route: 'POST /content', expect: '401 403 403 403 403 201 403 201', body: campus.contentBody },
  {
    route: 'PUT /content/:content_id',
    expect: '401 403 403 403 403 200 403 200',
    body: { title: 'One' },
  },
  {
    route: 'PUT /content/:content_id',
    when: 'draft',
    expect: '401 403 403 403 403 200 404 200',
    body: { title: 'One' },
  },
  {
    route: 'POST /content/reorder',
    expect: '401 403 403 403 403 200 403 200',
    body: ({ items }) => ({ content_ids: [items['lesson']] }),
  },
  {
    route: 'DELETE /content/:content_id',
    expect: '401 403 403 403 403 204 403 204',
    fresh: campus.content,
  },

  { route: 'GET /content-types', expect: '401 403 403 403 403 200 200 200' },
  { route: 'GET /content-types/:content_type_id', expect: '401 403 403 403 403 200 200 200' },
  {
    route: 'POST /content-types',
    expect: '401 403 403 403 403 403 403 201',
    body: campus.contentTypeBody,
  },
  {
    route: 'PUT /content-types/:content_type_id',
    expect: '401 403 403 403 403 403 403 200',
    fresh: campus.contentType,
    body: { label: 'Radio' },
  },
  {
    route: 'DELETE /content-types/:content_type_id',
    expect: '401 403 403 403 403 403 403 204',
    fresh: campus.contentType,
  },
];
