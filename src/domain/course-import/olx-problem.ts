import type { QuestionDraft } from './course-outline';
import { htmlToMarkdown } from './markup';
import { readResponse, RESPONSES, UNSUPPORTED } from './olx-responses';
import { present } from './question-draft';
import { descendantsOf, innerHtml, textOf, type XmlElement } from './xml';

/** What is told or asked elsewhere, or never shown. */
const APART: ReadonlySet<string> = new Set([
  'solution',
  'script',
  'style',
  'demandhint',
  'hintgroup',
  'choicegroup',
  'checkboxgroup',
  'radiogroup',
  'optioninput',
  'textline',
  'formulaequationinput',
  'responseparam',
  'additional_answer',
  'stringequalhint',
  'correcthint',
  'clarification',
]);
const BLANK = '____';
const LONGEST_EXPLANATION = 5_000;
const LONGEST_TITLE = 200;

/** A problem as questions of a bank, and what of it cannot be asked. */
export interface ProblemReading {
  readonly questions: readonly QuestionDraft[];
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
}

/** Reads a problem of Open edX: one question for each of its responses. */
export function readProblem(problem: XmlElement): ProblemReading {
  const questions: QuestionDraft[] = [];
  const skipped: { line: number; reason: string }[] = [];
  const responses = responsesOf(problem);
  const around = proseOf(problem, (element) =>
    responses.includes(element) ? (ownProse(element) === '' ? BLANK : '') : undefined,
  );
  const feedback = feedbackOf(problem);
  for (const [index, response] of responses.entries()) {
    const reading = readResponse(response);
    const text = textFor(response, around, index, responses.length) || titleOf(problem);
    if (typeof reading === 'string') skipped.push({ line: response.line, reason: reading });
    else if (text === null) skipped.push({ line: response.line, reason: 'it has no text' });
    else {
      const title = responses.length === 1 ? titleOf(problem) : null;
      questions.push(present({ text, title, feedback, ...reading }));
    }
  }
  return { questions, skipped };
}

function responsesOf(problem: XmlElement): XmlElement[] {
  return descendantsOf(problem).filter(({ name }) => RESPONSES.has(name) || UNSUPPORTED.test(name));
}

/** What a response asks: its own words, or those around it with a blank where the answer goes. */
function textFor(response: XmlElement, around: string, index: number, count: number): string {
  const own = ownProse(response);
  if (own === '') {
    return count === 1 ? around : [around, `(${BLANK} ${index + 1} of ${count})`].join('\n\n');
  }
  return index === 0 && around !== '' ? `${around}\n\n${own}` : own;
}

function ownProse(response: XmlElement): string {
  return proseOf(response, () => undefined);
}

function proseOf(element: XmlElement, instead: (child: XmlElement) => string | undefined): string {
  const html = innerHtml(element, (child) => {
    if (APART.has(child.name)) return '';
    const replaced = instead(child);
    if (replaced !== undefined) return replaced;
    const isLine = child.name === 'label' || child.name === 'description';
    return isLine ? `<p>${innerHtml(child, () => undefined)}</p>` : undefined;
  });
  return htmlToMarkdown(html);
}

/** The worked solution, which a learner reads after answering. */
function feedbackOf(problem: XmlElement): string | null {
  const solutions = descendantsOf(problem).filter(({ name }) => name === 'solution');
  const text = solutions
    .filter((solution) => textOf(solution) !== '')
    .map((solution) => htmlToMarkdown(innerHtml(solution, () => undefined)))
    .join('\n\n');
  return text.slice(0, LONGEST_EXPLANATION).trim() || null;
}

function titleOf(problem: XmlElement): string | null {
  return problem.attributes['display_name']?.trim().slice(0, LONGEST_TITLE) || null;
}
