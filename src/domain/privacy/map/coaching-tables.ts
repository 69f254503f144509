import type { TableRules } from './table-rule';

/** What coaches and agents know of a student. */
export const COACHING_TABLES: TableRules = {
  student_records: {
    persons: { user_id: 'owner' },
    texts: {
      state: 'words',
      citizenship: 'words',
      household_income_band: 'code',
      interests: 'words',
      intended_majors: 'words',
    },
    export: {
      file: 'student-record.json',
      about: 'Your record: school, grades, interests',
      select: `SELECT grade, graduation_year, gpa, gpa_scale, state, citizenship,
          household_income_band, interests, intended_majors, updated_at
        FROM student_records WHERE user_id = {id}`,
    },
    erasure: { by: 'account' },
  },
  student_record_entries: {
    persons: { user_id: 'owner', created_by: 'author' },
    texts: { kind: 'code', data: 'words' },
    export: {
      file: 'student-record-entries.json',
      about: 'What is written in your record: tests, courses, activities, goals, messages to you',
      select: `SELECT kind, data, occurred_on, created_at, updated_at FROM student_record_entries
        WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  document_evidence: {
    persons: { user_id: 'owner' },
    texts: { kind: 'code', quote: 'words', place: 'words' },
    export: {
      file: 'document-evidence.json',
      about: 'Passages of your documents that agents cite',
      select: `SELECT kind, quote, created_at FROM document_evidence
        WHERE user_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  tasks: {
    persons: {
      user_id: 'owner',
      created_by: 'author',
      reward_set_by: 'author',
      completed_by: 'author',
    },
    texts: {
      title: 'words',
      description: 'words',
      verification: 'code',
      priority: 'code',
      status: 'code',
      source: 'code',
      source_key: 'words',
    },
    export: {
      file: 'tasks.json',
      about: 'Your tasks',
      select: `SELECT id, title, description, priority, estimated_hours, due_on, status, source,
          verification, reward_points, completed_at, created_at, updated_at
        FROM tasks WHERE user_id = {id} ORDER BY created_at, id`,
    },
    erasure: { by: 'account' },
  },
  task_submissions: {
    persons: { task_id: 'named', reviewer_id: 'author' },
    texts: {
      reference: 'code',
      note: 'words',
      links: 'words',
      verdict: 'code',
      comment: 'words',
    },
    export: {
      file: 'task-submissions.json',
      about: 'What you handed in for tasks, and what reviewers said; task_id leads to tasks.json',
      select: `SELECT submission.task_id, submission.number, submission.note, submission.links,
          submission.document_ids, submission.submitted_at, submission.verdict, submission.comment,
          submission.reviewed_at
        FROM task_submissions submission JOIN tasks task ON task.id = submission.task_id
        WHERE task.user_id = {id} ORDER BY submission.submitted_at, submission.id`,
    },
    erasure: { by: 'account' },
  },
  student_readiness: {
    persons: { user_id: 'owner' },
    texts: {},
    export: {
      file: 'readiness.json',
      about: 'How ready an agent found you',
      select: `SELECT score, assessed_at FROM student_readiness WHERE user_id = {id}`,
    },
    erasure: { by: 'account' },
  },
  agent_runs: {
    persons: { student_id: 'owner', requested_by: 'author' },
    texts: {
      agent: 'code',
      input: 'words',
      status: 'code',
      result: 'words',
      evidence: 'words',
      writer: 'code',
      model: 'code',
      prompt_name: 'code',
      error_code: 'code',
      error_message: 'words',
    },
    export: {
      file: 'agent-runs.json',
      about: 'What you asked of agents, and what they found. What staff asked: only that and when',
      select: `SELECT agent, status, created_at, finished_at,
          CASE WHEN requested_by = {id} THEN 'you' ELSE 'staff' END AS requested_by,
          CASE WHEN requested_by = {id} THEN input END AS input,
          CASE WHEN requested_by = {id} THEN result END AS result,
          CASE WHEN requested_by = {id} THEN evidence END AS evidence
        FROM agent_runs WHERE student_id = {id} ORDER BY created_at, id`,
    },
    erasure: { by: 'account' },
  },
  game_plans: {
    persons: { user_id: 'owner', created_by: 'author' },
    texts: { plan: 'words' },
    export: {
      file: 'game-plans.json',
      about: 'The plans that were made for you',
      select: `SELECT version, starts_on, plan, created_at FROM game_plans
        WHERE user_id = {id} ORDER BY version`,
    },
    erasure: { by: 'account' },
  },
  coach_students: {
    persons: { coach_id: 'owner', student_id: 'owner', linked_by: 'author' },
    texts: { status: 'code' },
    export: {
      file: 'coaching-links.json',
      about: 'Since when you are coached, or coach; not by whom or whom',
      select: `SELECT CASE WHEN student_id = {id} THEN 'student' ELSE 'coach' END AS as, status,
          invited_at, started_at, ended_at
        FROM coach_students WHERE student_id = {id} OR coach_id = {id} ORDER BY id`,
    },
    erasure: { by: 'account' },
  },
  coach_invitations: {
    persons: { coach_id: 'owner', student_email: 'named', student_uuid: 'named' },
    texts: { student_email: 'identity' },
    export: {
      file: 'coach-invitations.json',
      about: 'When coaches invited you',
      select: `SELECT invited_at, accepted_at, declined_at FROM coach_invitations
        WHERE student_email = {email}::citext OR student_uuid = {uuid}::uuid
        ORDER BY invited_at, id`,
    },
    erasure: {
      by: 'statements',
      statements: [
        `DELETE FROM coach_invitations
         WHERE student_email = {email}::citext OR student_uuid = {uuid}::uuid`,
      ],
    },
  },
  coaching_sessions: {
    persons: { coach_id: 'owner', student_id: 'owner' },
    texts: { session_type: 'code', notes: 'words', action_items: 'words' },
    export: {
      file: 'coaching-sessions.json',
      about:
        "Your sessions with coaches: day, kind, length and action items, without the coach's notes; and those that you held as a coach, with your notes",
      select: `SELECT CASE WHEN coach_id = {id} THEN 'coach' ELSE 'student' END AS as, session_type,
          held_on, duration_minutes, action_items, next_recommended_on,
          CASE WHEN coach_id = {id} THEN notes END AS notes
        FROM coaching_sessions WHERE student_id = {id} OR coach_id = {id} ORDER BY held_on, id`,
    },
    erasure: { by: 'account' },
  },
  crisis_cases: {
    persons: { student_id: 'owner', acknowledged_by: 'author', resolved_by: 'author' },
    texts: {
      status: 'code',
      band: 'code',
      source: 'code',
      source_key: 'code',
      resolution: 'words',
    },
    export: {
      left: 'Whether the people who look after you were alerted. Ask your coach or an administrator: they tell you in person.',
    },
    erasure: { by: 'account' },
  },
  crisis_case_events: {
    persons: { case_id: 'named', actor_id: 'author' },
    texts: {
      kind: 'code',
      note: 'words',
      band: 'code',
      source: 'code',
      source_key: 'code',
      evidence: 'words',
    },
    export: { left: 'As for alerts themselves: ask your coach or an administrator.' },
    erasure: {
      by: 'authorship',
      kept: 'What staff did in the case of another student, without who did it.',
    },
  },
};
