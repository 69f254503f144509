import { type Caseloads, fillCaseloads, LARGE_CASELOAD, SMALL_CASELOAD } from '../caseloads';
import type { Crowd, Student } from '../crowd';
import { requestBytes } from '../load/http-connection';
import { saturate } from '../load/load';
import { median } from '../load/quantiles';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { compareRates, CONNECTIONS, shown } from './rate';
import { requireSameCaseload } from './same-caseload';

const PATH = '/api/coach/students';
const WARM_UP_ROUNDS = 4;
const ROUNDS = 9;
/** Requests that each server answers in one round. */
const SATURATED = 300;
const GROWTH_GOAL = 1.5;
const RATE_GOAL = 0.5;

/** Caseloads of 20 and of 200 one by one, and those of 200 under the load of 32 coaches. */
export async function measureCaseload(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const caseloads = await fillCaseloads(stage.pool, crowd, CONNECTIONS);
  await requireSameCaseload(stage, crowd, caseloads);
  const whole = await growth(stage, caseloads, PATH);
  const hundred = await growth(stage, caseloads, `${PATH}?per_page=100`);
  const load = {
    requests: asking(caseloads.large, PATH),
    isRight: ({ body }: { readonly body: Buffer }) => body.includes(`"total":${LARGE_CASELOAD}`),
  };
  await compareRates(stage, { ...load, count: 2 * SATURATED }, 1);
  const rates = await compareRates(stage, { ...load, count: SATURATED }, ROUNDS);
  return [
    {
      ...whole,
      measure: `Caseload of ${SMALL_CASELOAD} and of ${LARGE_CASELOAD}, all on a page, median`,
      goal: `≤ ${GROWTH_GOAL}`,
      isMet: whole.ratio <= GROWTH_GOAL,
    },
    { ...hundred, measure: '… a hundred a page' },
    {
      measure: `… of ${LARGE_CASELOAD}: replies per second`,
      ...shown(rates),
      goal: `≥ ${RATE_GOAL}`,
      isMet: rates.ratio >= RATE_GOAL,
    },
  ];
}

/** How long Trellis takes for each, in turns; and the median of the rounds' ratios. */
async function growth(
  stage: Stage,
  { small, large }: Caseloads,
  path: string,
): Promise<Pick<Finding, 'trellis'> & { readonly ratio: number }> {
  const medianOf = async (coaches: readonly Student[], total: number): Promise<number> => {
    const { wholeMs } = await saturate({
      port: stage.trellis.port,
      requests: asking(coaches, path),
      connections: 1,
      isRight: ({ body }) => body.includes(`"total":${total}`),
    });
    return median(wholeMs);
  };
  const rounds: { readonly few: number; readonly many: number }[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const few = await medianOf(small, SMALL_CASELOAD);
    rounds.push({ few, many: await medianOf(large, LARGE_CASELOAD) });
  }
  const counted = rounds.slice(WARM_UP_ROUNDS);
  const few = median(counted.map((round) => round.few));
  const many = median(counted.map((round) => round.many));
  return {
    trellis: `${few.toFixed(2)} ms → ${many.toFixed(2)} ms`,
    ratio: median(counted.map((round) => round.many / round.few)),
  };
}

function asking(coaches: readonly Student[], path: string): Buffer[] {
  return coaches.map(({ token }) => requestBytes('GET', path, token));
}
