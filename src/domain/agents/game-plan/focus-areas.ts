import type { StudentRecord } from '../../students/student-record';

/** What a plan can work on. */
export const FOCUS_AREAS = [
  'test_prep',
  'academics',
  'extracurriculars',
  'essays',
  'college_research',
  'recommendations',
  'financial_aid',
  'applications',
] as const;
export type FocusArea = (typeof FOCUS_AREAS)[number];

/** Application work begins with the summer before the last year of school. */
const FIRST_APPLICATION_GRADE = 11;

/**
 * What a plan works on when nobody says: everything that the record shows to be open. Grades below
 * 11 leave the applications, the recommendations and the financial aid for later.
 */
export function openAreas(record: StudentRecord): FocusArea[] {
  const grade = record.grade ?? FIRST_APPLICATION_GRADE;
  const applies = grade >= FIRST_APPLICATION_GRADE;
  const finished = record.documents.filter(
    ({ kind, state }) => kind === 'ESSAY' && state === 'FINAL',
  ).length;
  const isOpen: Readonly<Record<FocusArea, boolean>> = {
    test_prep: true,
    academics: true,
    extracurriculars: true,
    essays: applies && finished < 2,
    college_research: true,
    recommendations: applies,
    financial_aid: applies,
    applications: applies,
  };
  return FOCUS_AREAS.filter((area) => isOpen[area]);
}
