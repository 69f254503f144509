import type { StudentRecord } from '../../students/student-record';
import { shareOfEvidence } from '../agent';

const NEEDS: readonly {
  readonly isThere: (record: StudentRecord, comparable: number) => boolean;
  readonly add: string;
}[] = [
  { isThere: ({ gpa }) => gpa !== null, add: 'the GPA and its scale' },
  { isThere: ({ testScores }) => testScores.length > 0, add: 'an SAT or ACT score' },
  { isThere: ({ courses }) => courses.length > 0, add: 'courses with their level and grade' },
  { isThere: ({ activities }) => activities.length > 0, add: 'activities with role and hours' },
  {
    isThere: ({ documents }) => documents.some(({ kind }) => kind === 'ESSAY'),
    add: 'an essay, even a draft',
  },
  { isThere: ({ goals }) => goals.length > 0, add: 'goals with a date' },
  { isThere: (_, comparable) => comparable > 0, add: 'a target college that is in the table' },
];

/**
 * What is missing, and the share of the needed kinds of evidence that is there.
 *
 * @param comparable how many target colleges are known.
 */
export function readinessNeeds(
  record: StudentRecord,
  comparable: number,
): { readonly missing: readonly string[]; readonly confidence: number } {
  const missing = NEEDS.filter(({ isThere }) => !isThere(record, comparable)).map(({ add }) => add);
  return { missing, confidence: shareOfEvidence(NEEDS.length - missing.length, NEEDS.length) };
}
