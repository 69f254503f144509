import type { StudentRecord } from '../../students/student-record';
import { type Evidence, shareOfEvidence } from '../agent';

/** What a plan needs to know, and what to add where it is not known. */
const NEEDS: readonly {
  readonly isThere: (record: StudentRecord) => boolean;
  readonly add: string;
}[] = [
  { isThere: ({ grade }) => grade !== null, add: 'the grade of school' },
  { isThere: ({ gpa }) => gpa !== null, add: 'the GPA and its scale' },
  { isThere: ({ testScores }) => testScores.length > 0, add: 'test scores' },
  { isThere: ({ activities }) => activities.length > 0, add: 'activities with their hours' },
  { isThere: ({ targetColleges }) => targetColleges.length > 0, add: 'target colleges' },
  { isThere: ({ goals }) => goals.length > 0, add: 'goals of your own' },
  {
    isThere: ({ interests, intendedMajors }) => interests.length + intendedMajors.length > 0,
    add: 'interests or an intended major',
  },
];

/** The facts that a plan rests on, what is missing, and the share that is there. */
export function planEvidence(record: StudentRecord): {
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
  readonly confidence: number;
} {
  const facts: { source: string; fact: string }[] = [
    ...(record.grade === null ? [] : [{ source: 'record.grade', fact: `Grade ${record.grade}` }]),
    ...(record.gpa === null
      ? []
      : [{ source: 'record.gpa', fact: `GPA ${record.gpa.value} of ${record.gpa.scale}` }]),
    ...record.interests.map((name) => ({ source: 'record.interests', fact: `Interest: ${name}` })),
    ...record.intendedMajors.map((name) => ({
      source: 'record.intended_majors',
      fact: `Intended major: ${name}`,
    })),
    ...record.testScores.map(({ id, test, total }) => ({
      source: `test_score:${id}`,
      fact: `${test} ${total}`,
    })),
    ...record.activities.map(({ id, name, role, hoursPerWeek }) => ({
      source: `activity:${id}`,
      fact: [name, role, hoursPerWeek === null ? null : `${hoursPerWeek} hours a week`]
        .filter((part) => part !== null && part !== '')
        .join(', '),
    })),
    ...record.goals.map(({ id, title, deadline }) => ({
      source: `goal:${id}`,
      fact: `Goal: ${title}${deadline === null ? '' : `, by ${deadline}`}`,
    })),
    ...record.targetColleges.map(({ id, name }) => ({
      source: `target_college:${id}`,
      fact: `Target college: ${name}`,
    })),
  ];
  const missing = NEEDS.filter(({ isThere }) => !isThere(record)).map(({ add }) => add);
  return {
    evidence: facts.map((fact, index) => ({ id: `e${index + 1}`, ...fact })),
    missing,
    confidence: shareOfEvidence(NEEDS.length - missing.length, NEEDS.length),
  };
}
