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
const GRADE = /^(?:grade|year|class)?(9|10|11|12)(?:\.0)?(?:th)?(?:grade)?$/;

/** The grade from 9 to 12 that a cell names, e.g. `10`, `10th grade` or `sophomore`; else null. */
export function readGrade(text: string): number | null {
  const word = text
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .replace(/^0(?=9)/, '');
  const digits = GRADE.exec(word)?.[1];
  if (digits !== undefined) return Number(digits);
  const named = word.replace(/grade(r)?$/, '');
  return Object.hasOwn(WORDS, named) ? (WORDS[named] ?? null) : null;
}
