import { readDeadline } from './deadline-reader';

describe('readDeadline', () => {
  it.each([
    ['2026-11-15', '2026-11-15'],
    ['2026/1/5', '2026-01-05'],
    ['11/15/2026', '2026-11-15'],
    ['25/12/2026', '2026-12-25'],
    ['15.11.2026', '2026-11-15'],
    ['15-Nov-2026', '2026-11-15'],
    ['November 15, 2026', '2026-11-15'],
    ['Nov. 15th 2026', '2026-11-15'],
    ['15th of November, 2026', '2026-11-15'],
    ['Friday, January 9, 2026 at 11:59 PM EST', '2026-01-09'],
    ['Due Sept 9, 2026 (September 9, 2026)', '2026-09-09'],
    ['2018-05-19T23:59:00Z', '2018-05-19'],
    ['2018-05-01T03:59:00Z', '2018-04-30'],
    ['2022-01-01T00:00:00Z', '2022-01-01'],
  ])('reads %j', (words, date) => {
    expect(readDeadline(words)).toEqual({ date, text: words, isTentative: false, problem: null });
  });

  it.each([
    'TBA',
    'TBD 2026',
    'varies',
    'Spring 2026',
    'expected March 15, 2027',
    "Last year's deadline was 2026-04-14",
    'Typically March 1st annually',
    'around 2027-03-01',
    'Late January',
  ])('takes %j for tentative, never for a day', (words) => {
    expect(readDeadline(words)).toMatchObject({ date: null, text: words, isTentative: true });
  });

  it.each([
    ['March 15', 'a day without its year'],
    ['12/31/26', 'a day without its year'],
    ['March 2027', 'a day without its year'],
    ['2026-02-30', 'a day that does not exist'],
    ['13/13/2026', 'a day that does not exist'],
    ['December 1, 2026 or March 1, 2027', 'more than one day'],
    ['Rolling', 'no fixed day'],
    ['Unrestricted', 'not a day'],
    ['Marine Biology', 'not a day'],
  ])('takes %j for no day: %s', (words, problem) => {
    expect(readDeadline(words)).toEqual({ date: null, text: words, isTentative: false, problem });
  });

  it.each(['', 'N/A', 'none'])('takes %j for nothing', (words) => {
    expect(readDeadline(words)).toEqual({
      date: null,
      text: null,
      isTentative: false,
      problem: null,
    });
  });
});
