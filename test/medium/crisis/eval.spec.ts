import { existsSync } from 'node:fs';
import {
  evaluate,
  floor,
  missedBars,
  rateOf,
  rules,
} from '../../../src/commands/crisis-evaluation/evaluate';
import {
  readEvaluationData,
  readSample,
} from '../../../src/commands/crisis-evaluation/evaluation-data';
import { pythonStrings } from '../../../src/commands/crisis-evaluation/python-strings';

const FOLDER = '../shared/data/crisis';
const SAMPLE = 'test/support/samples/crisis.json';

describe('The crisis rules, measured', () => {
  const folders = [SAMPLE, ...(existsSync(FOLDER) ? [FOLDER] : [])];

  it.each(folders)('meet every bar on %s, and beat a list of phrases', (place) => {
    const data = place === SAMPLE ? readSample(place) : readEvaluationData(place);
    expect(data.columbiaScale.length).toBeGreaterThan(0);
    expect(data.everyday.length).toBeGreaterThan(0);
    expect(data.prompts.length).toBeGreaterThan(0);
    const result = evaluate(data, rules);
    expect(missedBars(result)).toEqual([]);
    expect(rateOf(result.studentsNotInCrisis)).toBe(0);
    const { Attempt, Behavior } = result.recall;
    const { recall } = evaluate(data, floor);
    const detected = Attempt.detected + Behavior.detected;
    expect(detected).toBeGreaterThan(recall.Attempt.detected + recall.Behavior.detected);
  });

  it('miss the bars where nothing, or everything, is a crisis', () => {
    const data = readSample(SAMPLE);
    expect(missedBars(evaluate(data, () => 0))).toHaveLength(2);
    expect(missedBars(evaluate(data, () => 1))).toHaveLength(2);
  });

  it('read lists as Python writes them', () => {
    expect(pythonStrings(String.raw`['it is', "don't", 'a \'b\'\n\xe9', 'cut o`)).toEqual([
      'it is',
      "don't",
      "a 'b'\né",
      'cut o',
    ]);
  });
});
