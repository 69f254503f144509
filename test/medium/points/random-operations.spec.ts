import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { testProcess, type TestProcess } from '../../support/test-process';
import { contradictions, rowsOf, somebody } from './ledger-facts';
import { operations } from './operation';
import { PointsDesk } from './points-desk';
import { PointsModel } from './points-model';

/** The same operations in every run. */
const SEED = 20_261_122;
const RUNS = 20;
const OPERATIONS = 500;
const LONGEST_MS = 400_000;
const FIRST_DAY = 20_780;

/** What happens between two operations: a day or more pass, or the job runs, or nothing. */
const meanwhile = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ days: 0, accrues: false }) },
  {
    weight: 2,
    arbitrary: fc.record({ days: fc.integer({ min: 0, max: 40 }), accrues: fc.boolean() }),
  },
);

describe('The ledger of points, against a model', () => {
  let database: TestDatabase;
  let process: TestProcess;
  let desk: PointsDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    process = await testProcess(database, { jobs: false });
    desk = PointsDesk.of({ get: (token) => process.get(token as symbol) });
  });
  afterAll(async () => {
    await process.stop();
    await database.drop();
  });

  it(
    `does the same in ${RUNS * OPERATIONS} random operations`,
    async () => {
      const step = fc.tuple(operations, meanwhile);
      const told = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (seed) => {
          const steps = fc.sample(step, { seed, numRuns: OPERATIONS });
          const userId = await somebody(database);
          const model = new PointsModel();
          let day = FIRST_DAY;
          for (const [index, [operation, { days, accrues }]] of steps.entries()) {
            day += days;
            desk.setDay(day);
            if (accrues) await desk.accrue();
            const outcome = await desk.perform(userId, operation);
            expect([index, operation, outcome]).toEqual([
              index,
              operation,
              model.apply(operation, day),
            ]);
            told.add(`${operation.do} ${outcome}`);
            if (index % 25 === 0) await expectSame(userId, model);
          }
          await expectSame(userId, model);
        }),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      );
      expect(await contradictions(database)).toEqual([]);
      expect([...told].toSorted()).toEqual([
        'claim done',
        'claim nothing_to_claim',
        'claim stake_ended',
        'claim stake_locked',
        'claim stake_not_found',
        'earn done',
        'earn transfer_key_reused',
        'stake done',
        'stake insufficient_points',
        'stake transfer_key_reused',
        'takeBack done',
        'takeBack insufficient_points',
        'takeBack transfer_key_reused',
        'unstake done',
        'unstake stake_ended',
        'unstake stake_not_found',
      ]);
    },
    LONGEST_MS,
  );

  async function expectSame(userId: number, { available, staked, earned }: PointsModel) {
    expect(await rowsOf(database, userId)).toEqual({ available, staked, earned });
  }
});
