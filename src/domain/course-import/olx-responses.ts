import type { JsonObject } from '../content/json-schema';
import { htmlToMarkdown } from './markup';
import { keyOf, MOST_KEYS, present } from './question-draft';
import { descendantsOf, elementsOf, innerHtml, textOf, type XmlElement } from './xml';

type Reading = JsonObject | string;

const READERS: Readonly<Record<string, (response: XmlElement) => Reading>> = {
  multiplechoiceresponse: (response) => choicesOf(response, false),
  truefalseresponse: (response) => choicesOf(response, false),
  choiceresponse: (response) => choicesOf(response, true),
  optionresponse: optionsOf,
  stringresponse: textsOf,
  numericalresponse: numbersOf,
};
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Characters of a number or a range; no honest one has more. */
const LONGEST_NUMBER = 100;

/** The responses that become questions. */
export const RESPONSES: ReadonlySet<string> = new Set(Object.keys(READERS));

/** Elements that take an answer in a way that nothing here can score. */
export const UNSUPPORTED = /^[a-z]+response$/;

/** What a response adds to its question: the kind and the answers; a text is why it cannot be asked. */
export function readResponse(response: XmlElement): Reading {
  return READERS[response.name]?.(response) ?? `<${response.name}> is not supported`;
}

function choicesOf(response: XmlElement, isMultiple: boolean): Reading {
  const options = descendantsOf(response)
    .filter(({ name }) => name === 'choice')
    .map((choice) => ({
      text: markdownWithout(choice, 'choicehint'),
      correct: isTrue(choice.attributes['correct']),
      explanation: hintOf(choice, 'choicehint'),
    }));
  return keyed(options, isMultiple);
}

function optionsOf(response: XmlElement): Reading {
  const inputs = descendantsOf(response).filter(({ name }) => name === 'optioninput');
  const [input] = inputs;
  if (input === undefined || inputs.length > 1) return 'a dropdown needs exactly one list';
  const listed = elementsOf(input, 'option').map((option) => ({
    text: markdownWithout(option, 'optionhint'),
    correct: isTrue(option.attributes['correct']),
    explanation: hintOf(option, 'optionhint'),
  }));
  if (listed.length > 0) return keyed(listed, false);
  const right = input.attributes['correct']?.trim();
  const texts = pythonTexts(input.attributes['options'] ?? '');
  return keyed(
    texts.map((text) => ({ text, correct: text === right, explanation: null })),
    false,
  );
}

interface Option {
  readonly text: string;
  readonly correct: boolean;
  readonly explanation: string | null;
}

function keyed(options: readonly Option[], isMultiple: boolean): Reading {
  if (options.length < 2) return 'a choice needs at least two options';
  if (options.length > MOST_KEYS) return `a choice has at most ${MOST_KEYS} options`;
  if (options.some(({ text }) => text === '')) return 'an option has no text';
  if (!options.some(({ correct }) => correct)) return 'no option is right';
  return {
    ...(isMultiple ? { kind: 'multiple_choice' } : {}),
    options: options.map((option, index) => present({ key: keyOf(index), ...option })),
  };
}

function textsOf(response: XmlElement): Reading {
  const manner = (response.attributes['type'] ?? 'cs').split(/\s+/);
  if (manner.includes('regexp')) return 'an answer that is a regular expression is not supported';
  const given = [response, ...elementsOf(response, 'additional_answer')];
  const accepted = given
    // A star is a star in Open edX, and any text in a bank.
    .map(({ attributes }) => (attributes['answer'] ?? '').trim().replaceAll('*', '\\*'))
    .filter((text) => text !== '');
  if (accepted.length === 0) return 'it names no answer';
  return {
    kind: 'short_answer',
    case_sensitive: !manner.includes('ci'),
    accepted: [...new Set(accepted)].map((text) => ({ text })),
  };
}

function numbersOf(response: XmlElement): Reading {
  const given = [response, ...elementsOf(response, 'additional_answer')];
  const tolerances = elementsOf(response, 'responseparam')
    .filter(({ attributes }) => (attributes['type'] ?? 'tolerance') === 'tolerance')
    .flatMap(({ attributes }) => attributes['default'] ?? []);
  const numbers = given.map(({ attributes }) =>
    rangeOf((attributes['answer'] ?? '').trim(), tolerances[0] ?? '0'),
  );
  return numbers.every((number) => number !== null)
    ? { kind: 'numeric', numbers }
    : 'an answer that is no plain number is not supported';
}

function rangeOf(answer: string, tolerance: string): JsonObject | null {
  if (answer.length > LONGEST_NUMBER || tolerance.length > LONGEST_NUMBER) return null;
  const [, low = '', high = ''] = /^\[([^,[\]]+),([^,[\]]+)\]$/.exec(answer) ?? [];
  if (NUMBER.test(low.trim()) && NUMBER.test(high.trim())) {
    return { minimum: Number(low), maximum: Number(high) };
  }
  const [, margin = '', percent] = /^(.*?)\s*(%?)$/.exec(tolerance.trim()) ?? [];
  if (!NUMBER.test(answer) || !NUMBER.test(margin)) return null;
  const value = Number(answer);
  const width = percent === '%' ? Math.abs(value * Number(margin)) / 100 : Math.abs(Number(margin));
  return width === 0 ? { value } : { value, tolerance: width };
}

/** The texts of a Python tuple such as `('one','two')`. */
function pythonTexts(tuple: string): string[] {
  return [...tuple.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)]
    .map(([, single, double]) => (single ?? double ?? '').replaceAll(/\\(.)/g, '$1').trim())
    .filter((text) => text !== '');
}

function markdownWithout(element: XmlElement, hint: string): string {
  return htmlToMarkdown(innerHtml(element, (child) => (child.name === hint ? '' : undefined)));
}

function hintOf(element: XmlElement, name: string): string | null {
  const hints = elementsOf(element, name).map(textOf);
  return (
    hints
      .filter((hint) => hint !== '')
      .join('\n\n')
      .slice(0, 5_000) || null
  );
}

function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
}
