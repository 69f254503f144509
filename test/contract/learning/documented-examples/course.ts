import type { Step } from './step';

const COURSE = {
  id: 1,
  title: 'Introduction to Computer Science',
  code: 'CS101',
  description: 'Fundamentals of programming',
  level: 'INTRODUCTORY',
  credit_hours: 3,
  is_published: true,
  university_id: 1,
  department_id: 1,
};
const MODULE = {
  course_id: 1,
  parent_module_id: null,
  title: 'Week 1: Introduction',
  description: 'Course introduction',
  module_type: 'UNIT',
  sequence_index: 0,
};
const CONTENT = {
  id: 1,
  module_id: 1,
  title: 'Introduction Video',
  content_type_id: 1,
  content_type: { name: 'video', label: 'Video' },
  description: 'Course intro video',
  data_json: { video_url: 'https://...' },
  sequence_index: 0,
  estimated_duration_seconds: 600,
};
const OFFERING = { term_name: 'Spring 2026', visibility: 'PUBLIC' };

/** An instructor writes a course and opens a term of it. */
export const course: readonly Step[] = [
  {
    who: 'instructor',
    request: 'POST /courses/',
    body: {
      title: 'Data Structures',
      code: 'CS201',
      description: 'Study of data structures',
      level: 'INTERMEDIATE',
      credit_hours: 4,
      university_id: 1,
      department_id: 1,
      primary_subject_id: 1,
      cache_enabled: true,
    },
    status: 201,
    reply: { ...COURSE, primary_subject_id: 1, cache_enabled: true },
    keeps: { course_id: 'id' },
  },
  {
    who: 'student',
    request: 'GET /courses/?university_id={university_id}&skip=0&limit=100',
    status: 200,
    reply: [COURSE],
  },
  { who: 'student', request: 'GET /courses/{course_id}', status: 200, reply: COURSE },
  {
    who: 'instructor',
    request: 'PUT /courses/{course_id}',
    body: { title: 'Data Structures' },
    status: 200,
    reply: COURSE,
  },
  {
    who: 'instructor',
    request: 'POST /courses/{course_id}/offerings',
    body: {
      ...OFFERING,
      starts_at: '2026-01-15T00:00:00Z',
      ends_at: '2026-05-15T00:00:00Z',
      enrollment_start: '2025-12-01T00:00:00Z',
      enrollment_end: '2026-01-31T00:00:00Z',
    },
    status: 201,
    reply: { id: 1, ...OFFERING, starts_at: '2026-01-15T00:00:00Z' },
  },
  {
    who: 'instructor',
    request: 'POST /courses/{course_id}/offerings',
    body: OFFERING,
    status: 201,
    keeps: { course_offering_id: 'id' },
  },
  {
    who: 'student',
    request: 'GET /courses/{course_id}/offerings',
    status: 200,
    reply: [OFFERING],
  },
  {
    who: 'instructor',
    request: 'POST /modules/',
    body: MODULE,
    status: 201,
    reply: { id: 1, ...MODULE },
    keeps: { module_id: 'id' },
  },
  {
    who: 'student',
    request: 'GET /modules/courses/{course_id}/modules',
    status: 200,
    reply: [MODULE],
  },
  {
    who: 'student',
    request: 'GET /modules/courses/{course_id}/modules/root',
    status: 200,
    reply: [MODULE],
    keeps: { module_ids: '*.id' },
  },
  { who: 'student', request: 'GET /modules/{module_id}', status: 200, reply: MODULE },
  { who: 'student', request: 'GET /modules/{module_id}/children', status: 200, reply: [] },
  {
    who: 'instructor',
    request: 'POST /modules/reorder',
    body: { module_ids: [3, 1, 2] },
    status: 200,
  },
  {
    who: 'instructor',
    request: 'POST /content/',
    body: {
      module_id: 1,
      course_id: 1,
      content_type_id: 1,
      title: 'Lecture Video',
      description: 'First lecture',
      data_json: { video_url: 'https://example.com/video.mp4' },
      estimated_duration_seconds: 1800,
      sequence_index: 0,
    },
    status: 201,
    reply: CONTENT,
    keeps: { content_item_id: 'id' },
  },
  {
    who: 'student',
    request: 'GET /content/modules/{module_id}/content',
    status: 200,
    reply: [CONTENT],
  },
  { who: 'student', request: 'GET /content/{content_item_id}', status: 200, reply: CONTENT },
];

/** A student takes the course. */
export const study: readonly Step[] = [
  {
    who: 'student',
    request: 'POST /enrollments/',
    body: { course_offering_id: 1 },
    status: 201,
    reply: { id: 1, course_offering_id: 1, status: 'ACTIVE' },
    keeps: { enrollment_id: 'id' },
  },
  {
    who: 'student',
    request: 'GET /enrollments/my-enrollments',
    status: 200,
    reply: [
      {
        id: 1,
        user_id: 1,
        course_offering_id: 1,
        status: 'ACTIVE',
        enrolled_at: '2026-01-01T00:00:00Z',
        course_offering: {
          term_name: 'Spring 2026',
          course: { title: 'CS101', code: 'CS101' },
        },
      },
    ],
  },
  {
    who: 'student',
    request: 'POST /progress/modules',
    body: { module_id: 1, course_offering_id: 1, progress_percent: 50, completed_at: null },
    status: 200,
    reply: { module_id: 1, course_offering_id: 1, progress_percent: 50, completed_at: null },
  },
  {
    who: 'student',
    request: 'GET /progress/modules/my-progress?course_offering_id={course_offering_id}',
    status: 200,
    reply: [{ module_id: 1, progress_percent: 50 }],
  },
  {
    who: 'student',
    request: 'POST /progress/content',
    body: {
      content_item_id: 1,
      course_offering_id: 1,
      progress_percent: 100,
      completed_at: '2026-01-20T10:30:00Z',
    },
    status: 200,
    reply: { content_item_id: 1, progress_percent: 100, completed_at: '2026-01-20T10:30:00Z' },
  },
  {
    who: 'student',
    request: 'GET /progress/content/my-progress?course_offering_id={course_offering_id}',
    status: 200,
    reply: [{ content_item_id: 1, progress_percent: 100 }],
  },
  {
    who: 'student',
    request: 'PUT /enrollments/{enrollment_id}',
    body: { status: 'COMPLETED' },
    status: 200,
    reply: { id: 1, status: 'COMPLETED' },
  },
  { who: 'instructor', request: 'GET /courses/{course_id}/stats', status: 200 },
];
