import type { Lesson, Question } from '../../content/lesson';
import { type Passage, sectionsOf, splitPassages } from './passages';
import type { MarkedAnswer } from './quiz-path';

const LONGEST_OUTLINE = 5;

/** Welcomes to a lesson, says what it is about and asks the first question. */
export function greet(lesson: Lesson, question: Question | null): string {
  const opening = splitPassages(lesson.body).find((passage) => !/^[-*>|\d`]/.test(passage.text));
  const sections = sectionsOf(lesson.body).slice(0, LONGEST_OUTLINE);
  return paragraphs(
    `Welcome to **${lesson.title}**!`,
    opening === undefined ? (lesson.description ?? '') : firstSentences(opening.text),
    sections.length > 0
      ? `We will look at:\n${sections.map((name) => `- ${name}`).join('\n')}`
      : '',
    question === null
      ? 'Ask me whatever you would like to know about it.'
      : `Let us see what you know already.\n\n${ask(question)}`,
  );
}

/** Says whether an answer is right and why, then goes on or sums up. */
export function markAnswer(step: MarkedAnswer, reason: readonly Passage[]): string {
  const right = step.right.map((option) => `**${option.key}**: ${option.text}`).join(', ');
  const why = step.chosen.explanation ?? '';
  const rightWhy = step.isRight ? '' : (step.right[0]?.explanation ?? '');
  const [passage] = reason;
  return paragraphs(
    step.isRight ? `That is right. ${why}`.trim() : `Not quite. ${why}`.trim(),
    step.isRight ? '' : `The right answer is ${right}. ${rightWhy}`.trim(),
    passage === undefined ? '' : `The lesson puts it this way:\n\n${blockquote(passage.text)}`,
    step.next === null
      ? `That was the last question: you got ${step.score.right} of ${step.score.answered} right. ` +
          'Ask me about anything that is still unclear.'
      : `Next question.\n\n${ask(step.next)}`,
  );
}

/** Answers a question about a question that does not exist. */
export function notInBank(next: Question | null): string {
  return paragraphs(
    'This lesson has no such question or option.',
    next === null ? 'You have answered every question of this lesson.' : ask(next),
  );
}

/** Answers with the lesson's own words. */
export function quote(passages: readonly Passage[]): string {
  return paragraphs(
    'Here is what the lesson says about that.',
    ...passages.map((passage) =>
      paragraphs(
        passage.heading === null ? '' : `**${passage.heading}**`,
        blockquote(passage.text),
      ),
    ),
  );
}

/** Says plainly that the lesson has no answer. */
export function notCovered(lesson: Lesson): string {
  const sections = sectionsOf(lesson.body).slice(0, LONGEST_OUTLINE);
  return paragraphs(
    `The lesson "${lesson.title}" does not cover that, so I cannot answer it from here.`,
    sections.length > 0 ? `It covers: ${sections.join('; ')}.` : '',
    'Your teacher or coach will know where to find out more.',
  );
}

function ask(question: Question): string {
  const options = question.options.map((option) => `${option.key}) ${option.text}`);
  return `**Question ${question.id}.** ${question.text}\n\n${options.join('\n')}`;
}

/** The first two sentences of a passage, on one line. */
function firstSentences(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return /^(?:.*?[.!?](?=\s|$)){1,2}/.exec(line)?.[0] ?? line;
}

function blockquote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}
