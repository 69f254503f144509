/** By what a gradebook knows a person, the surest first. */
const PERSON = ['emailaddress', 'email', 'idnumber', 'username', 'user', 'userid'];
/** What else a gradebook says of people and of itself. */
const OTHER =
  /^(firstname|surname|lastname|fullname|institution|department|lastdownloaded.*|timemodified)$/;
/** Made of the other grades: counted, every grade would count twice. */
const SUM = /\b(course|category) total\b|^final[ _.]?grade$/i;
const FEEDBACK = /\(feedback\)$|\(letter\)$/i;
/** How Moodle says what a column shows, e.g. `Quiz: Addressing (Percentage)`. */
const SHOWN_AS = /\s*\((real|percentage)\)$/i;

/** One graded thing. */
export interface GradeColumn {
  readonly place: number;
  readonly heading: string;
  /** Its name without what kind of thing it is. */
  readonly title: string;
  readonly isQuiz: boolean;
  readonly isPercentage: boolean;
}

/** How a gradebook is laid out. */
interface GradebookLayout {
  readonly people: readonly number[];
  readonly grades: readonly GradeColumn[];
}

/** The layout of a gradebook with a column for each graded thing; null where nobody is named. */
export function gradebookLayout(headings: readonly string[]): GradebookLayout | null {
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[^a-z]/g, ''));
  const people = PERSON.map((name) => plain.indexOf(name)).filter((place) => place >= 0);
  const grades = headings.flatMap((heading, place): GradeColumn[] => {
    const isGrade = !PERSON.includes(plain[place] ?? '') && !OTHER.test(plain[place] ?? '');
    if (!isGrade || heading === '' || SUM.test(heading) || FEEDBACK.test(heading)) return [];
    const name = heading.replace(SHOWN_AS, '');
    return [
      {
        place,
        heading: name,
        title: /^[A-Z]\w+:\s*(.+)$/.exec(name)?.[1] ?? name,
        isQuiz: /^quiz\b/i.test(name),
        isPercentage: /\(percentage\)$/i.test(heading),
      },
    ];
  });
  return people.length === 0 || grades.length === 0 ? null : { people, grades };
}
