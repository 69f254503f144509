import type { Question } from '../content/lesson';
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

/** Whether a prompt uses variables of the lesson only; any other keeps its replies out of the tree. */
export function isCacheablePrompt(variables: readonly string[]): boolean {
  return variables.every((name) => LESSON_VARIABLES.includes(name));
}

/** The values of {@link LESSON_VARIABLES} for a request. */
export function tutorVariables(
  request: Omit<TutorRequest, 'messages' | 'signal'>,
): Record<string, string> {
  const { lesson } = request;
  return {
    course_title: request.courseTitle,
    module_title: request.moduleTitle,
    title: lesson.title,
    description: lesson.description ?? '',
    lesson: lesson.body,
    question_bank: JSON.stringify(lesson.questions.map(toBankEntry), null, 1),
    language: languageName(request.locale),
  };
}

function toBankEntry(question: Question): object {
  return {
    questionId: question.id,
    text: question.text,
    options: question.options.map((option) => ({
      key: option.key,
      text: option.text,
      correct: option.correct,
      explanation: option.explanation ?? undefined,
    })),
  };
}

function languageName(locale: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale;
}
