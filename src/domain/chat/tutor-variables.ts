import type { TutorRequest } from './tutor';

/** The variables that a tutor prompt may use and stay cacheable: all of the lesson, none of the student. */
export const LESSON_VARIABLES: readonly string[] = [
  'course_title',
  'module_title',
  'title',
  'description',
  'lesson',
  'question_bank',
  'language',
];

/** Longer values stand in the prompt no further than this, in characters. */
const LONGEST_VALUE = 200;

/** Whether a prompt uses variables of the lesson only; any other keeps its replies out of the tree. */
export function isCacheablePrompt(variables: readonly string[]): boolean {
  return variables.every((name) => LESSON_VARIABLES.includes(name));
}

/**
 * The values of {@link LESSON_VARIABLES} for a request. Only titles and the language are put in as
 * they are, each on one line; for what is longer the prompt gets to know where it stands as data.
 */
export function tutorVariables(
  request: Omit<TutorRequest, 'messages' | 'signal'>,
): Record<string, string> {
  return {
    course_title: shortValue(request.courseTitle),
    module_title: shortValue(request.moduleTitle),
    title: shortValue(request.lesson.title),
    description: pointer('description'),
    lesson: pointer('lesson'),
    question_bank: pointer('question_bank'),
    language: languageName(request.locale),
  };
}

/** One line without control characters, cut where it is too long. */
function shortValue(text: string): string {
  const line = text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= LONGEST_VALUE
    ? line
    : `${characters
        .slice(0, LONGEST_VALUE - 1)
        .join('')
        .trimEnd()}…`;
}

function pointer(tag: string): string {
  return `(given as data between <${tag}> and </${tag}> in the first message of the conversation)`;
}

function languageName(locale: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale;
}
