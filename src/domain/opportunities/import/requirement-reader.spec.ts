import { readRequirements } from './requirement-reader';

describe('readRequirements', () => {
  it.each([
    ['Two (2) letters of recommendation, a transcript', ['2 Recommendation letters', 'Transcript']],
    ['Essay and one letter of reference', ['Essay', 'Recommendation letter']],
    ['No essay needed; send a résumé', ['Résumé']],
    ['Apply online', []],
  ])('reads %j', (text, requirements) => {
    expect(readRequirements(text)).toEqual(requirements);
  });
});
