import { bestScores, type TestPosition, testPosition } from '../../colleges/academic-position';
import type { College } from '../../colleges/college';
import type { StudentRecord } from '../../students/student-record';
import type { EvidenceBook } from '../evidence-book';
import type { Finding } from '../findings';
import {
  activityDepth,
  activityInWords,
  advancedCourses,
  gpaInWords,
  gpaShare,
} from '../student-academics';
import type { AssessmentType } from './profile-needs';
import type { Trait } from './trait-rules';
import type { FoundTrait } from './traits';

/** What was found about a student, each with the evidence that it rests on. */
export interface ProfileFindings {
  readonly strengths: readonly Finding[];
  readonly areas: readonly Finding[];
  readonly recommendations: readonly Finding[];
}

const STRONG_TRAIT = 0.6;
const GOOD_GPA = 0.875;
const WEAK_GPA = 0.75;
const MANY_ADVANCED = 3;
const DEEP_ACTIVITY = 0.7;
const STEM_MAJOR =
  /\b(?:engineer\w*|computer|math\w*|physics|chemistry|biology|science|statistics|data)\b/i;

const TRAIT_STRENGTHS: Readonly<Record<Trait, string>> = {
  analytical: 'Strong analytical thinking',
  creative: 'Creative work that goes beyond class',
  leader: 'Leadership experience',
  persistent: 'Persistence over years',
  collaborative: 'Works well with others',
  curious: 'Curiosity across fields',
  organised: 'Well organised',
  communicator: 'Expresses ideas well',
};

/** Strengths, gaps and what to do about them, by the rules of docs/numbers.md. */
export function profileFindings(
  record: StudentRecord,
  type: AssessmentType,
  traits: readonly FoundTrait[],
  targets: readonly College[],
  book: EvidenceBook,
): ProfileFindings {
  const isAcademic = type !== 'behavioral';
  const isBehavioral = type !== 'academic';
  const found = [
    ...(isBehavioral ? traitFindings(traits, book) : []),
    ...(isAcademic ? academicFindings(record, targets, book) : []),
    ...(isBehavioral ? activityFindings(record, book) : []),
    ...(isBehavioral ? essayFindings(record, book) : []),
  ];
  const of = (kind: 'strength' | 'area') =>
    found
      .filter(({ key }) => key.startsWith(`${kind}:`))
      .map(({ advice: _, ...finding }) => finding);
  return {
    strengths: of('strength'),
    areas: of('area'),
    recommendations: found.flatMap(({ key, advice, evidence }) =>
      advice === undefined
        ? []
        : [{ key: key.replace('area:', 'recommendation:'), text: advice, evidence }],
    ),
  };
}

interface Advised extends Finding {
  readonly advice?: string;
}

function traitFindings(traits: readonly FoundTrait[], book: EvidenceBook): Advised[] {
  return traits
    .filter(({ confidence }) => confidence >= STRONG_TRAIT)
    .slice(0, 3)
    .map(({ trait, evidence }) => ({
      key: `strength:${trait}`,
      text: TRAIT_STRENGTHS[trait],
      evidence: evidence.map(({ source, quote }) => book.add(source, quote)),
    }));
}

function academicFindings(
  record: StudentRecord,
  targets: readonly College[],
  book: EvidenceBook,
): Advised[] {
  const found: Advised[] = [];
  const share = gpaShare(record);
  if (share !== null && record.gpa !== null) {
    const evidence = [book.add('record.gpa', gpaInWords(record.gpa))];
    if (share >= GOOD_GPA) {
      found.push({ key: 'strength:gpa', text: 'Consistent academic performance', evidence });
    } else if (share < WEAK_GPA) {
      found.push({
        key: 'area:gpa',
        text: 'Grades leave room to rise',
        evidence,
        advice:
          'Pick the two courses in which a better grade is closest, and get weekly help there',
      });
    }
  }
  return [...found, ...rigourFindings(record, book), ...testFindings(record, targets, book)];
}

function rigourFindings(record: StudentRecord, book: EvidenceBook): Advised[] {
  if (record.courses.length === 0) return [];
  const advanced = advancedCourses(record.courses);
  const evidence = [
    book.add(
      'record.courses',
      `${advanced.length} of ${record.courses.length} courses above the regular level`,
    ),
  ];
  if (advanced.length >= MANY_ADVANCED) {
    return [{ key: 'strength:rigour', text: 'A demanding choice of courses', evidence }];
  }
  return [
    {
      key: 'area:rigour',
      text: 'Few advanced courses so far',
      evidence,
      advice: 'Ask the school for an honors, AP or dual-enrollment course in the strongest subject',
    },
  ];
}

function testFindings(
  record: StudentRecord,
  targets: readonly College[],
  book: EvidenceBook,
): Advised[] {
  const scores = bestScores(record);
  const positions = targets.flatMap((college) => {
    const position = testPosition(scores, college.figures);
    return position === null ? [] : [{ college, position }];
  });
  if (positions.length === 0) return [];
  const evidence = [
    ...scores.map(({ entryId, test, total }) =>
      book.add(`test_score:${entryId}`, `${test} ${total}`),
    ),
    ...positions.map(({ college, position }) =>
      book.add(`college:${college.unitid}:tests`, rangeInWords(college.name, position)),
    ),
  ];
  const below = positions.filter(({ position }) => position.position < 0.25).length;
  const above = positions.filter(({ position }) => position.position >= 0.5).length;
  if (below > 0) {
    return [
      {
        key: 'area:tests',
        text: `Test scores below the middle half of ${below} of ${positions.length} target colleges`,
        evidence,
        advice: 'Focus on SAT or ACT preparation and sit the test again',
      },
    ];
  }
  return above === positions.length
    ? [
        {
          key: 'strength:tests',
          text: 'Test scores in the range of every target college',
          evidence,
        },
      ]
    : [];
}

/** `Stanford University: SAT 1470 to 1570 (2021, IPEDS admissions)`. */
export function rangeInWords(
  name: string,
  { test, low, high, year, source }: TestPosition,
): string {
  return `${name}: middle half ${test} ${low} to ${high} (${year ?? 'year unknown'}, ${source})`;
}

function activityFindings(record: StudentRecord, book: EvidenceBook): Advised[] {
  if (record.activities.length === 0) return [];
  const ids = record.activities.map((activity) =>
    book.add(`activity:${activity.id}`, activityInWords(activity)),
  );
  const found: Advised[] = [];
  const deep = record.activities.filter((activity) => activityDepth(activity) >= DEEP_ACTIVITY);
  if (deep.length > 0) {
    found.push({
      key: 'strength:depth',
      text: 'Deep commitment to an activity',
      evidence: deep.map((activity) =>
        book.add(`activity:${activity.id}`, activityInWords(activity)),
      ),
    });
  }
  const wantsStem = [...record.intendedMajors, ...record.interests].some((name) =>
    STEM_MAJOR.test(name),
  );
  const stem = record.activities.filter(({ field }) => field === 'STEM' || field === 'RESEARCH');
  if (wantsStem && stem.length === 0) {
    found.push({
      key: 'area:stem',
      text: 'No STEM activities beside an interest in STEM',
      evidence: ids,
      advice: 'Join a STEM-related club or competition',
    });
  }
  if (record.activities.every(({ leads }) => !leads)) {
    found.push({
      key: 'area:leadership',
      text: 'No role that leads others yet',
      evidence: ids,
      advice: 'Take on a role with responsibility in the activity that matters most',
    });
  }
  return found;
}

function essayFindings(record: StudentRecord, book: EvidenceBook): Advised[] {
  const essays = record.documents.filter(({ kind }) => kind === 'ESSAY');
  const drafts = essays.filter(({ state }) => state === 'DRAFT');
  const idsOf = (documents: typeof essays) =>
    documents.map(({ id, title, state }) =>
      book.add(`document:${id}`, `Essay "${title}", ${state.toLowerCase()}`),
    );
  if (drafts.length > 0) {
    return [
      {
        key: 'area:essays',
        text: 'Essays need another revision',
        evidence: idsOf(drafts),
        advice: 'Work through the drafts with a writing tutor, one essay at a time',
      },
    ];
  }
  return essays.some(({ state }) => state === 'FINAL')
    ? [{ key: 'strength:essays', text: 'Finished essays', evidence: idsOf(essays) }]
    : [];
}
