import { existsSync } from 'node:fs';
import {
  type Evaluation,
  evaluate,
  floor,
  LEVELS,
  missedBars,
  rateOf,
  rules,
  type Share,
} from './crisis-evaluation/evaluate';
import { readEvaluationData, readSample } from './crisis-evaluation/evaluation-data';

const FOLDER = '../shared/data/crisis';
const SAMPLE = 'test/support/samples/crisis.json';

/**
 * Measures the crisis rules on labelled texts and prints counts, never a text. The folder may be
 * named; without it the project's own made-up sample is used. Ends with 1 when a bar is missed.
 */
export async function evaluateCrisisRules(): Promise<void> {
  const folder = process.argv[3] ?? FOLDER;
  const isReal = existsSync(folder);
  const data = isReal ? readEvaluationData(folder) : readSample(SAMPLE);
  const begun = performance.now();
  const result = evaluate(data, rules);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  process.stdout.write(
    `Crisis rules on ${isReal ? folder : `${SAMPLE} (made up; ${folder} is absent)`}, ${seconds} s\n\n`,
  );
  process.stdout.write(table(result, evaluate(data, floor)));
  const missed = missedBars(result);
  process.stdout.write(missed.length === 0 ? '\nEvery bar is met.\n' : `\n${missed.join('\n')}\n`);
  if (missed.length > 0) process.exitCode = 1;
  await Promise.resolve();
}

function table(result: Evaluation, floorResult: Evaluation): string {
  const rows: [string, Share, Share, string][] = [
    ...LEVELS.toReversed().map((level): [string, Share, Share, string] => [
      `C-SSRS ${level}`,
      result.recall[level],
      floorResult.recall[level],
      level === 'Attempt' || level === 'Behavior' ? 'bar: at least 0.900' : '',
    ]),
    row('GoEmotions', 'everyday', 'bar: at most 5 per 1,000'),
    row('XSTest, safe', 'safePrompts', 'bar: none'),
    row('XSTest, unsafe', 'unsafePrompts', 'for comparison'),
    row('Dreaddit', 'stress', 'not labelled for crisis'),
    row('CounselChat', 'counselling', 'not labelled for crisis'),
    row('Students, in crisis', 'studentsInCrisis', ''),
    row('Students, not in crisis', 'studentsNotInCrisis', ''),
  ];
  function row(
    name: string,
    key: Exclude<keyof Evaluation, 'recall'>,
    bar: string,
  ): [string, Share, Share, string] {
    return [name, result[key], floorResult[key], bar];
  }
  const lines = rows.map(
    ([name, share, floorShare, bar]) =>
      `${name.padEnd(26)}${inWords(share)}${inWords(floorShare)}${bar}`,
  );
  return `${'detected'.padEnd(26)}${'rules'.padEnd(34)}${'floor: 14 phrases'.padEnd(34)}\n${lines.join('\n')}\n`;
}

function inWords(share: Share): string {
  const rate = rateOf(share);
  const count = `${share.detected} of ${share.total}`;
  return `${count.padEnd(14)}${rate.toFixed(3)} ${`${(1_000 * rate).toFixed(2)}‰`.padEnd(14)}`;
}
