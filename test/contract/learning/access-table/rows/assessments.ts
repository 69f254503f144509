import type { Row } from '../row';
import { ANSWERS, attempt, submission, submittedAttempt } from '../things/owned';

/** Quizzes and labs. */
export const assessments: readonly Row[] = [
  // anonymous owner classmate stranger coach instructor foreign admin
  {
    route: 'GET /assessments/quizzes/:content_item_id/settings',
    expect: '401 200 200 200 200 200 200 200',
  },
  {
    route: 'GET /assessments/quizzes/:content_item_id/settings',
    when: 'draft',
    expect: '401 404 404 404 404 200 404 200',
  },
  {
    route: 'GET /assessments/quizzes/:content_item_id/settings',
    when: 'gated',
    expect: '401 200 200 404 404 200 404 200',
  },
  {
    route: 'PUT /assessments/quizzes/:content_item_id/settings',
    expect: '401 403 403 403 403 200 403 200',
    body: { pass_percent: 60 },
  },
  {
    route: 'GET /assessments/quizzes/:content_item_id/attempts',
    expect: '401 403 403 403 403 200 403 200',
    audited: true,
  },

  { route: 'GET /assessments/quiz-attempts', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'POST /assessments/quiz-attempts',
    expect: '401 201 201 201 201 201 201 201',
    body: ({ items }) => ({ content_item_id: items['quiz'] }),
  },
  {
    route: 'POST /assessments/quiz-attempts',
    when: 'draft',
    expect: '401 404 404 404 404 201 404 201',
    body: ({ special }) => ({ content_item_id: special['draft']?.['content_id'] }),
  },
  {
    route: 'POST /assessments/quiz-attempts',
    when: 'gated',
    expect: '401 201 201 404 404 201 404 201',
    body: ({ special }) => ({ content_item_id: special['gated']?.['content_id'] }),
  },
  {
    route: 'GET /assessments/quiz-attempts/:attempt_id',
    expect: '401 200 404 404 404 200 404 200',
    audited: true,
    reveals: 'instructor admin',
  },
  {
    route: 'PUT /assessments/quiz-attempts/:attempt_id/answers',
    expect: '401 200 404 404 404 404 404 404',
    fresh: attempt,
    body: { answers: [{ question_id: 1, answer: 'B' }] },
  },
  {
    route: 'POST /assessments/quiz-attempts/:attempt_id/submit',
    expect: '401 200 404 404 404 404 404 404',
    fresh: attempt,
    body: { answers: ANSWERS },
  },
  {
    route: 'POST /assessments/quiz-attempts/:attempt_id/review',
    expect: '401 403 404 404 404 200 404 200',
    fresh: submittedAttempt,
    body: { question_id: 2, points: 1 },
    reveals: 'instructor admin',
  },

  { route: 'GET /assessments/lab-submissions', expect: '401 200 200 200 200 200 200 200' },
  {
    route: 'GET /assessments/lab-submissions/queue',
    expect: '401 403 403 403 403 200 200 200',
    audited: 'instructor foreign admin',
  },
  {
    route: 'POST /assessments/lab-submissions',
    expect: '401 201 201 201 201 201 201 201',
    body: ({ items }) => ({ content_item_id: items['lab'], content: 'print(1)' }),
  },
  {
    route: 'GET /assessments/lab-submissions/:submission_id',
    expect: '401 200 404 404 404 200 404 200',
    audited: true,
    reveals: 'instructor admin',
  },
  {
    route: 'POST /assessments/lab-submissions/:submission_id/review',
    expect: '401 403 404 404 404 200 404 200',
    fresh: submission,
    body: { score: 85, status: 'ACCEPTED' },
    reveals: 'instructor admin',
  },
];
