import { passagesOf } from './passages';

const whole = (text: string) => ({ texts: [text], pages: null });

describe('the passages of a document', () => {
  it('are the paragraphs of an essay, with their places', () => {
    const text =
      'My essay\n\nI built a drum machine from scratch.\nIt drifted.\n\n\nThen I measured why it did.';
    expect(passagesOf('essay', whole(text))).toEqual([
      { quote: 'I built a drum machine from scratch. It drifted.', place: { paragraph: 2 } },
      { quote: 'Then I measured why it did.', place: { paragraph: 3 } },
    ]);
  });

  it('tell the page where there are pages', () => {
    const pages = { texts: ['', 'She leads the robotics club.'], pages: 2 };
    expect(passagesOf('recommendation', pages)).toEqual([
      { quote: 'She leads the robotics club.', place: { page: 2, paragraph: 1 } },
    ]);
  });

  it('are the lines with results of a transcript', () => {
    const text =
      'Springfield High\nCumulative GPA 3.87 / 4.0\nAP Calculus BC   A-\nPrincipal: Jane Roe\nChemistry 93 %';
    expect(passagesOf('transcript', whole(text)).map(({ quote }) => quote)).toEqual([
      'Cumulative GPA 3.87 / 4.0',
      'AP Calculus BC A-',
      'Chemistry 93 %',
    ]);
  });

  it('are bounded in number and length', () => {
    const many = Array.from({ length: 500 }, (_, index) => `This is paragraph number ${index}.`);
    expect(passagesOf('other', whole(many.join('\n\n')))).toHaveLength(60);
    const long = `${'word '.repeat(400)}end. ${'Short sentence. '.repeat(100)}`;
    for (const { quote } of passagesOf('essay', whole(long))) {
      expect(quote.length).toBeLessThanOrEqual(800);
    }
    expect(passagesOf('essay', whole(long)).length).toBeGreaterThan(1);
  });

  it('hold nothing that the database refuses', () => {
    const emoji = `${'x'.repeat(799)}😀 and more words behind it.`;
    for (const { quote } of passagesOf('essay', whole(emoji))) {
      expect(quote.isWellFormed()).toBe(true);
    }
    expect(passagesOf('essay', whole('a text with \u0000 a zero in it'))[0]?.quote).toBe(
      'a text with a zero in it',
    );
  });
});
