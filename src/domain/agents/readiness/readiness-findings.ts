import type { TestPosition } from '../../colleges/academic-position';
import type { College } from '../../colleges/college';
import type { StudentRecord } from '../../students/student-record';
import type { EvidenceBook } from '../evidence-book';
import type { Finding } from '../findings';
import { activityInWords, advancedCourses, gpaInWords, gpaShare } from '../student-academics';
import type { Parts } from './readiness-score';

/** What speaks for a student at a college and what does not yet. */
export interface CollegeFindings {
  readonly strengths: readonly Finding[];
  readonly gaps: readonly Gap[];
}

/** A gap, and which part of readiness it is in. */
export interface Gap extends Finding {
  readonly part: keyof Parts;
}

/** Strengths and gaps at one college, by the rules of docs/numbers.md. */
export function findingsAt(
  record: StudentRecord,
  college: College,
  position: TestPosition | null,
  parts: Parts,
  book: EvidenceBook,
): CollegeFindings {
  const found: Sided[] = [
    ...testFindings(record, college, position, book),
    ...gpaFindings(record, book),
    ...rigourFindings(record, book),
    ...activityFindings(record, parts, book),
    ...essayFindings(record, parts, book),
  ];
  const keyed = (side: Sided['side']): Gap[] =>
    found
      .filter((finding) => finding.side === side)
      .map(({ part, text, evidence }) => ({
        key: `${college.unitid}:${side}:${part}`,
        part,
        text,
        evidence,
      }));
  return { strengths: keyed('strength').map(({ part: _, ...rest }) => rest), gaps: keyed('gap') };
}

interface Sided {
  readonly side: 'strength' | 'gap';
  readonly part: keyof Parts;
  readonly text: string;
  readonly evidence: readonly string[];
}

function testFindings(
  record: StudentRecord,
  college: College,
  position: TestPosition | null,
  book: EvidenceBook,
): Sided[] {
  if (position === null) {
    const hasScore = record.testScores.some(({ test }) => test === 'SAT' || test === 'ACT');
    const text = hasScore
      ? `The table has no test scores of ${college.name} to compare with`
      : 'No SAT or ACT score in the record yet';
    return hasScore ? [] : [{ side: 'gap', part: 'tests', text, evidence: [] }];
  }
  const { test, score, low, high, year, source } = position;
  const sitting = record.testScores.find((taken) => taken.test === test && taken.total === score);
  const evidence = [
    ...(sitting === undefined ? [] : [book.add(`test_score:${sitting.id}`, `${test} ${score}`)]),
    book.add(
      `college:${college.unitid}:tests`,
      `${college.name}: middle half ${test} ${low} to ${high} (${year ?? 'year unknown'}, ${source})`,
    ),
  ];
  const range = `${low} to ${high}, ${year ?? 'year unknown'}`;
  if (position.position >= 0.5) {
    const text = `${test} ${score} is in the upper half of those who enrolled (middle half ${range})`;
    return [{ side: 'strength', part: 'tests', text, evidence }];
  }
  const text =
    score < low
      ? `${test} ${score} is ${low - score} points below the lower quartile of those who enrolled (${range})`
      : `${test} ${score} is in the lower half of those who enrolled (middle half ${range})`;
  return [{ side: 'gap', part: 'tests', text, evidence }];
}

function gpaFindings(record: StudentRecord, book: EvidenceBook): Sided[] {
  const share = gpaShare(record);
  if (share === null || record.gpa === null) {
    return [{ side: 'gap', part: 'gpa', text: 'No GPA in the record yet', evidence: [] }];
  }
  const words = gpaInWords(record.gpa);
  const evidence = [book.add('record.gpa', words)];
  if (share >= 0.925) {
    return [{ side: 'strength', part: 'gpa', text: `Strong grades: ${words}`, evidence }];
  }
  return share < 0.8
    ? [{ side: 'gap', part: 'gpa', text: `Grades leave room to rise: ${words}`, evidence }]
    : [];
}

function rigourFindings(record: StudentRecord, book: EvidenceBook): Sided[] {
  if (record.courses.length === 0) return [];
  const count = advancedCourses(record.courses).length;
  const words = `${count} of ${record.courses.length} courses above the regular level`;
  const evidence = [book.add('record.courses', words)];
  if (count >= 5) {
    return [{ side: 'strength', part: 'rigour', text: `Demanding courses: ${words}`, evidence }];
  }
  return count < 3
    ? [{ side: 'gap', part: 'rigour', text: `Few advanced courses: ${words}`, evidence }]
    : [];
}

function activityFindings(record: StudentRecord, parts: Parts, book: EvidenceBook): Sided[] {
  if (parts.activities === null) {
    return [
      { side: 'gap', part: 'activities', text: 'No activities in the record yet', evidence: [] },
    ];
  }
  const evidence = record.activities.map((activity) =>
    book.add(`activity:${activity.id}`, activityInWords(activity)),
  );
  if (parts.activities >= 0.7) {
    const text = 'Deep commitment outside class, in hours, years or responsibility';
    return [{ side: 'strength', part: 'activities', text, evidence }];
  }
  return parts.activities < 0.4
    ? [
        {
          side: 'gap',
          part: 'activities',
          text: 'Activities need more depth than breadth',
          evidence,
        },
      ]
    : [];
}

function essayFindings(record: StudentRecord, parts: Parts, book: EvidenceBook): Sided[] {
  const essays = record.documents.filter(({ kind }) => kind === 'ESSAY');
  const evidence = essays.map(({ id, title, state }) =>
    book.add(`document:${id}`, `Essay "${title}", ${state.toLowerCase()}`),
  );
  if (parts.essays === null) {
    return [{ side: 'gap', part: 'essays', text: 'No essay in the record yet', evidence }];
  }
  if (parts.essays >= 0.7) {
    return [{ side: 'strength', part: 'essays', text: 'Essays are close to finished', evidence }];
  }
  return [{ side: 'gap', part: 'essays', text: 'Essays need more work', evidence }];
}
