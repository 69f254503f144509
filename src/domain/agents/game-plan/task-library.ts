import type { StudentRecord } from '../../students/student-record';
import type { FocusArea } from './focus-areas';

export type Priority = 'high' | 'medium' | 'low';

/** A piece of work that a plan may hold. */
export interface TaskTemplate {
  readonly title: string;
  readonly priority: Priority;
  /** Whole hours of the student's own time. */
  readonly hours: number;
  /** Comes at the earliest so many months after the start. */
  readonly notBefore?: number;
  /** Only for students of whom this is true. */
  readonly when?: (record: StudentRecord) => boolean;
}

const neverSat = (record: StudentRecord): boolean =>
  !record.testScores.some(({ test }) => test === 'SAT' || test === 'ACT');
const leadsNothing = (record: StudentRecord): boolean =>
  !record.activities.some(({ leads }) => leads);
const doesNothing = (record: StudentRecord): boolean => record.activities.length === 0;
const hasNoList = (record: StudentRecord): boolean => record.targetColleges.length < 6;
const hasNoEssay = (record: StudentRecord): boolean =>
  !record.documents.some(({ kind }) => kind === 'ESSAY');

/** The work of each area in its order: what comes first must be done before what follows. */
export const TASK_LIBRARY: Readonly<Record<FocusArea, readonly TaskTemplate[]>> = {
  test_prep: [
    {
      title: 'Take a full diagnostic SAT or ACT and review every mistake',
      priority: 'high',
      hours: 4,
      when: neverSat,
    },
    {
      title: 'List the question types that cost most points in the last test',
      priority: 'high',
      hours: 2,
      when: (record) => !neverSat(record),
    },
    { title: 'Practise the weakest section with official material', priority: 'high', hours: 10 },
    {
      title: 'Take a timed practice test and compare it with the first',
      priority: 'medium',
      hours: 4,
    },
    { title: 'Practise under time pressure, one section a week', priority: 'medium', hours: 8 },
    { title: 'Register for an official test date', priority: 'high', hours: 1 },
    { title: 'Sit the official test', priority: 'high', hours: 5 },
    { title: 'Decide whether to retake, by the score report', priority: 'medium', hours: 2 },
  ],
  academics: [
    { title: 'Go through the transcript with the school counselor', priority: 'high', hours: 1 },
    {
      title: 'Agree on office hours with the teacher of the hardest course',
      priority: 'medium',
      hours: 2,
    },
    {
      title: 'Choose next year’s courses with an eye on rigour and load',
      priority: 'high',
      hours: 2,
    },
    {
      title: 'Keep a weekly study plan for a term and adjust it once',
      priority: 'medium',
      hours: 6,
    },
  ],
  extracurriculars: [
    {
      title: 'Try two clubs or groups that fit an interest',
      priority: 'high',
      hours: 6,
      when: doesNothing,
    },
    {
      title: 'Write down what each activity has led to so far',
      priority: 'medium',
      hours: 2,
      when: (record) => !doesNothing(record),
    },
    {
      title: 'Take on a responsibility in one activity',
      priority: 'high',
      hours: 8,
      when: leadsNothing,
    },
    {
      title: 'Start a project of your own and set its first result',
      priority: 'medium',
      hours: 12,
    },
    { title: 'Research summer programs and note their deadlines', priority: 'medium', hours: 5 },
    {
      title: 'Finish the project and show it to somebody outside school',
      priority: 'medium',
      hours: 10,
      notBefore: 2,
    },
  ],
  essays: [
    {
      title: 'Collect ten moments that changed how you think',
      priority: 'high',
      hours: 3,
      when: hasNoEssay,
    },
    { title: 'Outline a personal statement', priority: 'high', hours: 3 },
    { title: 'Write a first full draft of the personal statement', priority: 'high', hours: 6 },
    { title: 'Revise the draft with a coach or a teacher', priority: 'high', hours: 4 },
    { title: 'List the supplemental essays of your colleges', priority: 'medium', hours: 2 },
    { title: 'Draft the supplemental essays', priority: 'high', hours: 10 },
    { title: 'Polish and proofread all essays', priority: 'medium', hours: 5 },
  ],
  college_research: [
    { title: 'Write down what a college must offer you', priority: 'high', hours: 2 },
    {
      title: 'Build a list of likely, target and reach colleges',
      priority: 'high',
      hours: 5,
      when: hasNoList,
    },
    { title: 'Compare net prices for your family’s income', priority: 'high', hours: 2 },
    { title: 'Attend two information sessions or visits', priority: 'medium', hours: 5 },
    { title: 'Settle the list of colleges', priority: 'high', hours: 3 },
  ],
  recommendations: [
    { title: 'Choose two teachers who know your work well', priority: 'medium', hours: 1 },
    { title: 'Ask them in person and give them a short brag sheet', priority: 'high', hours: 2 },
    { title: 'Thank them and confirm the dates', priority: 'medium', hours: 1 },
  ],
  financial_aid: [
    {
      title: 'Run the net price calculators of your colleges with your family',
      priority: 'high',
      hours: 3,
    },
    { title: 'List scholarships that fit, with their deadlines', priority: 'medium', hours: 4 },
    { title: 'Gather the documents for the FAFSA', priority: 'high', hours: 2 },
    {
      title: 'File the FAFSA, and the CSS Profile where it is asked for',
      priority: 'high',
      hours: 4,
    },
    { title: 'Apply for three scholarships', priority: 'medium', hours: 9 },
  ],
  applications: [
    {
      title: 'Note every application deadline and requirement in one table',
      priority: 'high',
      hours: 2,
    },
    { title: 'Fill in the Common Application profile', priority: 'medium', hours: 4 },
    { title: 'Have somebody check one application from start to end', priority: 'high', hours: 2 },
    { title: 'Submit the early applications', priority: 'high', hours: 3 },
    { title: 'Submit the remaining applications', priority: 'high', hours: 5 },
  ],
};

/** The work of an area that this student still has to do, in order. */
export function workOf(area: FocusArea, record: StudentRecord): TaskTemplate[] {
  return TASK_LIBRARY[area].filter(({ when }) => when?.(record) ?? true);
}
