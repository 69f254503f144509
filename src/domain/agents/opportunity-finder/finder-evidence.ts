import type { StudentRecord } from '../../students/student-record';
import { type Evidence, shareOfEvidence } from '../agent';
import type { FoundOpportunity } from './finder-result';

/** The facts of a record that the finder compares, and what is missing of them. */
export function finderEvidence(
  record: StudentRecord,
  found: readonly FoundOpportunity[],
): {
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
  readonly confidence: number;
} {
  const kinds = [
    fact('grade', 'record.grade', record.grade === null ? null : `Grade ${record.grade}`),
    fact(
      'GPA with its scale',
      'record.gpa',
      record.gpa === null ? null : `GPA ${record.gpa.value} of ${record.gpa.scale}`,
    ),
    fact('state', 'record.state', record.state === null ? null : `Lives in ${record.state}`),
    fact(
      'citizenship',
      'record.citizenship',
      record.citizenship === null ? null : `Citizen of ${record.citizenship}`,
    ),
    fact('interests', 'record.interests', listed('Interests', record.interests)),
    fact('intended majors', 'record.intended_majors', listed('Majors', record.intendedMajors)),
    fact(
      'activities',
      'record.activities',
      listed(
        'Activities',
        record.activities.map(({ name }) => name),
      ),
    ),
  ];
  const present = kinds.filter(({ said }) => said !== null);
  const facts = [
    ...present.map(({ source, said }) => ({ source, fact: said ?? '' })),
    ...found.map(({ id, name, amount, deadline }) => ({
      source: `opportunity:${id}`,
      fact: `${name}: ${amount ?? 'amount not known'}, deadline ${deadline ?? 'not confirmed'}`,
    })),
  ];
  return {
    evidence: facts.map((entry, index) => ({ id: `e${index + 1}`, ...entry })),
    missing: kinds.filter(({ said }) => said === null).map(({ name }) => name),
    confidence: shareOfEvidence(present.length, kinds.length),
  };
}

function fact(name: string, source: string, said: string | null) {
  return { name, source, said };
}

/**
 * The student's own words without their numbers: whoever writes may use every number that stands
 * in the evidence, so none that a person only wrote may stand there.
 */
function listed(title: string, items: readonly string[]): string | null {
  if (items.length === 0) return null;
  return `${title}: ${items.map((item) => item.replace(/\d[\d.,]*/g, '…')).join(', ')}`;
}
