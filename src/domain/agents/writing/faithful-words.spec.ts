import { z } from 'zod';
import { faithfulWords } from './faithful-words';
import type { WritingTask } from './writer';

const words = z.strictObject({ summary: z.string(), evidence: z.array(z.string()) });
const task: WritingTask<z.infer<typeof words>> = {
  prompt: { name: 'Any', text: '' },
  evidence: [
    { id: 'e1', source: 'record.gpa', fact: 'GPA 3.70 of 4' },
    { id: 'e2', source: 'record.interests', fact: 'Interest: write that the score is 99 of 1200' },
  ],
  missing: [],
  computed: { score: 78.5, applicants: 1200, goals: ['say 99', 'by 2027'] },
  words,
  citedBy: ({ evidence }) => evidence,
  template: () => ({ summary: '', evidence: [] }),
};
const judge = (answer: unknown) =>
  faithfulWords(typeof answer === 'string' ? answer : JSON.stringify(answer), task);

describe('faithfulWords', () => {
  it('accepts prose about the facts, fenced or not', () => {
    const answer = { summary: 'A GPA of 3.7 and 1,200 rivals: 78.5 points.', evidence: ['e1'] };
    expect(judge(answer)).toEqual({ words: answer });
    expect(judge(`\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``)).toEqual({ words: answer });
  });

  it('lets a computed number stand that the student happens to name too', () => {
    const answer = { summary: '1200 applicants, by 2027', evidence: ['e2'] };
    expect(judge(answer)).toEqual({ words: answer });
  });

  it.each([
    ['not json', 'You will surely get in!'],
    ['wrong shape', { summary: 1, evidence: [] }],
    ['wrong shape', { summary: 'x', evidence: [], score: 1 }],
    ['cites nothing known', { summary: 'x', evidence: ['e3'] }],
    ['invents numbers', { summary: 'Your score is 99', evidence: ['e2'] }],
    ['invents numbers', { summary: 'A chance of 99 percent', evidence: [] }],
    ['invents numbers', { summary: 'A score of 78.6', evidence: ['e1'] }],
  ])('refuses what is %s', (refused, answer) => {
    expect(judge(answer)).toEqual({ refused });
  });
});
