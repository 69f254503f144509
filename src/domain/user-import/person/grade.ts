const WORDS: Readonly<Record<string, number>> = {
  freshman: 9,
  ninth: 9,
  sophomore: 10,
  tenth: 10,
  junior: 11,
  eleventh: 11,
  senior: 12,
  twelfth: 12,
};
const GRADE = /^(?:grade|year|class)?0?(\d{1,2})(?:\.0)?(?:st|nd|rd|th)?(?:grade)?$/;
/** Years after school, as rosters of Microsoft School Data Sync write them. */
const YEAR_OF_COLLEGE = /^ps([1-4])$/;
const LAST_GRADE = 12;
const LAST_YEAR = 16;

/**
 * The grade from 1 to 12 that a cell names, e.g. `10`, `10th grade` or `sophomore`, or the year of
 * college from 13 to 16, e.g. `13` or `PS1`; else null.
 */
export function readGrade(text: string): number | null {
  const word = text.toLowerCase().replace(/[\s_-]+/g, '');
  const digits = GRADE.exec(word)?.[1];
  if (digits !== undefined) {
    const grade = Number(digits);
    return grade >= 1 && grade <= LAST_YEAR ? grade : null;
  }
  const year = YEAR_OF_COLLEGE.exec(word)?.[1];
  if (year !== undefined) return LAST_GRADE + Number(year);
  const named = word.replace(/grade(r)?$/, '');
  return Object.hasOwn(WORDS, named) ? (WORDS[named] ?? null) : null;
}
