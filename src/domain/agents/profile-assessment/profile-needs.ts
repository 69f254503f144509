import type { StudentRecord } from '../../students/student-record';
import { shareOfEvidence } from '../agent';

export const ASSESSMENT_TYPES = ['comprehensive', 'academic', 'behavioral'] as const;
export type AssessmentType = (typeof ASSESSMENT_TYPES)[number];

interface Need {
  readonly kind: 'academic' | 'behavioral';
  readonly isThere: (record: StudentRecord) => boolean;
  readonly add: string;
}

/** The kinds of evidence that an assessment needs, and what to add where one is missing. */
const NEEDS: readonly Need[] = [
  { kind: 'academic', isThere: ({ gpa }) => gpa !== null, add: 'the GPA and its scale' },
  {
    kind: 'academic',
    isThere: ({ testScores }) => testScores.length > 0,
    add: 'test scores such as SAT or ACT',
  },
  {
    kind: 'academic',
    isThere: ({ courses }) => courses.length > 0,
    add: 'courses with their level and grade',
  },
  {
    kind: 'academic',
    isThere: ({ targetColleges }) => targetColleges.length > 0,
    add: 'target colleges',
  },
  {
    kind: 'behavioral',
    isThere: ({ activities }) => activities.length > 0,
    add: 'activities with role and hours',
  },
  {
    kind: 'behavioral',
    isThere: ({ documents }) => documents.some(({ kind }) => kind === 'ESSAY'),
    add: 'an essay, even a draft',
  },
  {
    kind: 'behavioral',
    isThere: ({ communications }) => communications.some(({ fromStudent }) => fromStudent),
    add: 'messages from the student',
  },
  {
    kind: 'behavioral',
    isThere: ({ interests, intendedMajors }) => interests.length + intendedMajors.length > 0,
    add: 'interests or intended majors',
  },
];

/** What is missing for an assessment, and the share of the needed kinds of evidence that is there. */
export function profileNeeds(
  record: StudentRecord,
  type: AssessmentType,
): { readonly missing: readonly string[]; readonly confidence: number } {
  const needed = NEEDS.filter(({ kind }) => type === 'comprehensive' || kind === type);
  const missing = needed.filter(({ isThere }) => !isThere(record)).map(({ add }) => add);
  return { missing, confidence: shareOfEvidence(needed.length - missing.length, needed.length) };
}
