import type { TableRules } from './table-rule';

/** What people learn, write and are asked in courses. */
export const LEARNING_TABLES: TableRules = {
  enrollments: {
    persons: { user_id: 'owner' },
    texts: { status: 'code' },
    export: {
      file: 'enrollments.json',
      about: 'The courses that you take',
      select: `SELECT course.title AS course, offering.term_name AS term, place.status,
          place.progress_percent, place.enrolled_at, place.completed_at
        FROM enrollments place JOIN course_offerings offering ON offering.id = place.course_offering_id
        JOIN courses course ON course.id = offering.course_id
        WHERE place.user_id = {id} ORDER BY place.id`,
    },
    erasure: { by: 'account' },
  },
  content_progress: {
    persons: { user_id: 'owner' },
    texts: {},
    export: {
      file: 'progress.json',
      about: 'How far you got in lessons',
      select: `SELECT item.title AS lesson, made.progress_percent, made.started_at, made.completed_at
        FROM content_progress made JOIN content_items item ON item.id = made.content_item_id
        WHERE made.user_id = {id} ORDER BY made.id`,
    },
    erasure: { by: 'account' },
  },
  module_progress: {
    persons: { user_id: 'owner' },
    texts: {},
    export: {
      file: 'module-progress.json',
      about: 'How far you got in modules',
      select: `SELECT module.title AS module, made.progress_percent, made.started_at,
          made.completed_at
        FROM module_progress made JOIN modules module ON module.id = made.module_id
        WHERE made.user_id = {id} ORDER BY made.id`,
    },
    erasure: { by: 'account' },
  },
  offering_instructors: {
    persons: { user_id: 'owner' },
    texts: {},
    export: {
      file: 'teaching.json',
      about: 'The courses that you teach',
      select: `SELECT course.title AS course, offering.term_name AS term
        FROM offering_instructors teacher
        JOIN course_offerings offering ON offering.id = teacher.course_offering_id
        JOIN courses course ON course.id = offering.course_id
        WHERE teacher.user_id = {id} ORDER BY offering.id`,
    },
    erasure: { by: 'account' },
  },
  notes: {
    persons: { user_id: 'owner' },
    texts: { title: 'words', body: 'words' },
    export: {
      file: 'notes.json',
      about: 'Your notes',
      select: `SELECT title, body, created_at, updated_at FROM notes
        WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  flashcards: {
    persons: { user_id: 'owner' },
    texts: { front: 'words', back: 'words', state: 'code' },
    export: {
      file: 'flashcards.json',
      about: 'Your flashcards',
      select: `SELECT front, back, due, state, reps, lapses, last_reviewed_at, created_at
        FROM flashcards WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  flashcard_reviews: {
    persons: { user_id: 'owner' },
    texts: { rating: 'code', state_before: 'code', state_after: 'code' },
    export: {
      file: 'flashcard-reviews.json',
      about: 'When you reviewed flashcards',
      select: `SELECT rating, reviewed_at, state_after, due_after FROM flashcard_reviews
        WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  course_ratings: {
    persons: { user_id: 'owner' },
    texts: { review: 'words' },
    export: {
      file: 'course-ratings.json',
      about: 'Your ratings of courses',
      select: `SELECT course.title AS course, given.rating, given.review, given.created_at
        FROM course_ratings given JOIN courses course ON course.id = given.course_id
        WHERE given.user_id = {id} ORDER BY given.id`,
    },
    erasure: { by: 'account' },
  },
  discussion_threads: {
    persons: { author_id: 'author' },
    texts: { title: 'words', body: 'words' },
    export: {
      file: 'discussion-threads.json',
      about: 'The discussions that you began; not what others answered',
      select: `SELECT course.title AS course, thread.title, thread.body, thread.created_at
        FROM discussion_threads thread JOIN courses course ON course.id = thread.course_id
        WHERE thread.author_id = {id} ORDER BY thread.id`,
    },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM discussion_threads thread WHERE thread.author_id = {id} AND NOT EXISTS (
           SELECT FROM discussion_posts post WHERE post.thread_id = thread.id
             AND post.author_id IS DISTINCT FROM {id}::integer AND post.deleted_at IS NULL)`,
        `UPDATE discussion_threads SET title = 'Removed', body = '', author_id = NULL
         WHERE author_id = {id}`,
      ],
      kept: 'A discussion that others answered stays for them, without its title, its text and who began it.',
    },
  },
  discussion_posts: {
    persons: { author_id: 'author' },
    texts: { body: 'words' },
    export: {
      file: 'discussion-posts.json',
      about: 'What you wrote in discussions',
      select: `SELECT post.body, post.created_at, post.deleted_at FROM discussion_posts post
        WHERE post.author_id = {id} ORDER BY post.id`,
    },
    erasure: {
      by: 'statements',
      statements: [
        `UPDATE discussion_threads thread SET post_count = thread.post_count - removed.posts
         FROM (SELECT thread_id, count(*)::integer AS posts FROM discussion_posts
               WHERE author_id = {id} AND deleted_at IS NULL GROUP BY thread_id) removed
         WHERE thread.id = removed.thread_id`,
        `UPDATE discussion_posts SET body = NULL, deleted_at = coalesce(deleted_at, now()),
           author_id = NULL WHERE author_id = {id}`,
      ],
      kept: 'The empty place of a post stays, so that answers of others keep theirs.',
    },
  },
  discussion_reports: {
    persons: { reporter_id: 'owner', author_id: 'author', resolved_by: 'author' },
    texts: {
      subject: 'code',
      reported_text: 'words',
      reason: 'words',
      status: 'code',
      note: 'words',
    },
    export: {
      file: 'discussion-reports.json',
      about: 'What you reported, in your words; not the reported text',
      select: `SELECT subject, reason, status, created_at FROM discussion_reports
        WHERE reporter_id = {id} ORDER BY id`,
    },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM discussion_reports WHERE reporter_id = {id}`,
        `UPDATE discussion_reports SET reported_text = '', note = NULL, author_id = NULL
         WHERE author_id = {id}`,
      ],
      kept: 'That somebody reported something stays, without the reported text.',
    },
  },
  quiz_attempts: {
    persons: { user_id: 'owner' },
    texts: { status: 'code', questions: 'other', answers: 'words', results: 'words' },
    export: {
      file: 'quiz-attempts.json',
      about:
        'Your quizzes: what you answered and how it was scored; the questions stay in the course',
      select: `SELECT item.title AS lesson, attempt.attempt_number, attempt.status, attempt.answers,
          attempt.points, attempt.max_points, attempt.percent, attempt.passed, attempt.started_at,
          attempt.submitted_at
        FROM quiz_attempts attempt JOIN content_items item ON item.id = attempt.content_item_id
        WHERE attempt.user_id = {id} ORDER BY attempt.id`,
    },
    erasure: { by: 'account' },
  },
  lab_submissions: {
    persons: { user_id: 'owner' },
    texts: { content: 'words', links: 'words', status: 'code', feedback: 'words' },
    export: {
      file: 'lab-submissions.json',
      about: 'The work that you handed in, and what reviewers said of it',
      select: `SELECT item.title AS lesson, work.attempt_number, work.content, work.links,
          work.status, work.score, work.feedback, work.submitted_at, work.reviewed_at
        FROM lab_submissions work JOIN content_items item ON item.id = work.content_item_id
        WHERE work.user_id = {id} ORDER BY work.id`,
    },
    erasure: { by: 'account' },
  },
  lab_reviews: {
    persons: { lab_submission_id: 'named', reviewer_id: 'author' },
    texts: { status: 'code', feedback: 'words' },
    export: {
      file: 'lab-reviews.json',
      about: 'Every review of your work',
      select: `SELECT review.status, review.score, review.feedback, review.created_at
        FROM lab_reviews review JOIN lab_submissions work ON work.id = review.lab_submission_id
        WHERE work.user_id = {id} ORDER BY review.id`,
    },
    erasure: {
      by: 'authorship',
      kept: "Reviews that a teacher wrote stay with the student's work, without who wrote them; reviews of the erased person's work go with it.",
    },
  },
  feature_requests: {
    persons: { user_id: 'owner' },
    texts: { title: 'words', description: 'words', status: 'code', admin_notes: 'words' },
    export: {
      file: 'feature-requests.json',
      about: 'What you asked of this platform',
      select: `SELECT title, description, status, created_at, updated_at FROM feature_requests
        WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  feature_request_changes: {
    persons: { feature_request_id: 'named', changed_by: 'author' },
    texts: { from_status: 'code', to_status: 'code' },
    export: { left: 'The present state is in feature-requests.json.' },
    erasure: {
      by: 'authorship',
      kept: 'What became of other people’s requests, without who decided it.',
    },
  },
  prompts: {
    persons: { created_by: 'author' },
    texts: {
      name: 'code',
      type: 'code',
      prompt: 'other',
      config: 'other',
      tags: 'code',
      commit_message: 'other',
      messages: 'other',
    },
    export: {
      file: 'prompts.json',
      about: 'Versions of prompts that you made for the institution',
      select: `SELECT name, version, commit_message, created_at FROM prompts
        WHERE created_by = {id} ORDER BY id`,
    },
    erasure: {
      by: 'authorship',
      kept: "Prompts, like courses, are the institution's work; who made a version is cleared.",
    },
  },
};
