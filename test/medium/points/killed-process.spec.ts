import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { contradictions, rowsOf, somebody } from './ledger-facts';
import { type Operation, operations } from './operation';
import { NoAnswer, OperationsProcess } from './operations-process';
import { PointsModel } from './points-model';

const PEOPLE = 6;
const DAYS = [20_780, 20_781, 20_795, 20_830, 20_900, 21_000];
/** Of each person on each day. */
const OPERATIONS = 60;
const LONGEST_MS = 500_000;
const LONGEST_WAIT_MS = 400;

interface Purse {
  readonly userId: number;
  readonly model: PointsModel;
}

describe('The ledger of points', () => {
  let database: TestDatabase;
  let running: Promise<OperationsProcess>;
  let kills = 0;
  let unanswered = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    running = OperationsProcess.start(database.url);
    await running;
  });
  afterAll(async () => {
    await (await running).kill();
    await database.drop();
  });

  it(
    'loses and doubles nothing when its process is killed and everything is asked again',
    async () => {
      const purses: Purse[] = [];
      for (let index = 0; index < PEOPLE; index += 1) {
        purses.push({ userId: await somebody(database), model: new PointsModel() });
      }
      for (const [turn, day] of DAYS.entries()) {
        await (await running).tell({ day });
        await Promise.all([
          killOnce(day),
          ...purses.map((purse, place) => spend(purse, day, turn * PEOPLE + place)),
        ]);
      }
      for (const { userId, model } of purses) {
        const { available, staked, earned } = model;
        expect(await rowsOf(database, userId)).toEqual({ available, staked, earned });
      }
      expect(await contradictions(database)).toEqual([]);
      expect(kills).toBe(DAYS.length);
      expect(unanswered).toBeGreaterThan(0);
    },
    LONGEST_MS,
  );

  /** One after the other; what found no answer is asked again with the same key. */
  async function spend({ userId, model }: Purse, day: number, seed: number): Promise<void> {
    for (const operation of fc.sample(operations, { seed, numRuns: OPERATIONS })) {
      const outcome = await untilAnswered(userId, operation);
      expect([operation, outcome]).toEqual([operation, model.apply(operation, day)]);
    }
  }

  async function untilAnswered(userId: number, operation: Operation): Promise<string> {
    for (;;) {
      const process = await running;
      try {
        return await process.tell({ userId, operation });
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        unanswered += 1;
        await sleep(20);
      }
    }
  }

  /** At some moment of the day; the next process begins on the same day. */
  async function killOnce(day: number): Promise<void> {
    await sleep(Math.random() * LONGEST_WAIT_MS);
    const victim = await running;
    running = (async () => {
      await victim.kill();
      const next = await OperationsProcess.start(database.url);
      await next.tell({ day });
      return next;
    })();
    await running;
    kills += 1;
  }
});
