import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A lesson as its authors published it, with its quizzes as one question bank. */
export interface PublishedLesson {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly questions: readonly BankQuestion[];
}

/** A question as a content item takes it; the option keys are A, B, C and so on. */
export interface BankQuestion {
  readonly id: number;
  readonly text: string;
  readonly options: readonly { key: string; text: string; correct: boolean }[];
}

interface Quiz {
  readonly title: string;
  readonly quiz: readonly {
    questionText: string;
    answerOptions: readonly { answerText: string; isCorrect: string }[];
  }[];
}

/** A whole course of real lessons; not part of the repository, so it may be missing. */
const COURSE = path.resolve(process.cwd(), '../shared/data/quizzes');
const SAMPLES = path.join(__dirname, 'samples');

const SOURCE = existsSync(COURSE)
  ? { lessons: path.join(COURSE, 'iot_lessons'), quizzes: path.join(COURSE, 'iot_quizzes_en.json') }
  : { lessons: path.join(SAMPLES, 'lessons'), quizzes: path.join(SAMPLES, 'quizzes.json') };

/** Every lesson at hand, in the order of the course. */
export function publishedLessons(): PublishedLesson[] {
  const [course] = JSON.parse(readFileSync(SOURCE.quizzes, 'utf8')) as [{ quizzes: Quiz[] }];
  return readdirSync(SOURCE.lessons)
    .toSorted()
    .map((file) => {
      const number = Number(/\d+/.exec(file)?.[0]);
      const quizzes = course.quizzes.filter(({ title }) => title.startsWith(`Lesson ${number} -`));
      return {
        number,
        title: /^Lesson \d+ - (.*): \S+ Quiz$/.exec(quizzes[0]?.title ?? '')?.[1] ?? file,
        body: readFileSync(path.join(SOURCE.lessons, file), 'utf8'),
        questions: quizzes.flatMap(({ quiz }) => quiz).map(toQuestion),
      };
    });
}

function toQuestion(question: Quiz['quiz'][number], index: number): BankQuestion {
  return {
    id: index + 1,
    text: question.questionText,
    options: question.answerOptions.map(({ answerText, isCorrect }, position) => ({
      key: String.fromCodePoint(65 + position),
      text: answerText,
      correct: isCorrect === 'true',
    })),
  };
}
