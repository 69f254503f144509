import type { TestScore } from './student-record';

/** The lowest and the highest total of each test; IB goes to 45 for the whole diploma. */
export const TEST_SCALES: Readonly<Record<TestScore['test'], readonly [number, number]>> = {
  SAT: [400, 1_600],
  PSAT: [320, 1_520],
  ACT: [1, 36],
  AP: [1, 5],
  IB: [1, 45],
  TOEFL: [0, 120],
  IELTS: [0, 9],
};
