import { ApiClient } from '../api-client';
import type { Student } from '../crowd';
import { requestBytes } from '../load/http-connection';
import type { Finding } from '../report';
import type { Stage } from '../stage';
import { compareRates, shown } from './rate';
import type { ReadRoute } from './read-routes';

const ROUNDS = 9;
const GOAL = 0.5;

/** Replies per second of each route, by 32 people who ask without a pause. */
export async function measureReads(stage: Stage, routes: readonly ReadRoute[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { title, path, readers, count } of routes) {
    const lengths = await lengthsOf(stage, path, readers);
    const stream = {
      requests: readers.map(({ token }) => requestBytes('GET', `/api/v1${path}`, token)),
      count,
      isRight: ({ body }: { readonly body: Buffer }) => lengths.has(body.length),
    };
    await compareRates(stage, { ...stream, count: 2 * count }, 1);
    const rates = await compareRates(stage, stream, ROUNDS);
    findings.push({
      measure: `${title}: replies per second`,
      ...shown(rates),
      goal: `≥ ${GOAL}`,
      isMet: rates.ratio >= GOAL,
    });
  }
  return findings;
}

/** How many bytes right replies have; what is in them was compared before. */
async function lengthsOf(
  stage: Stage,
  path: string,
  readers: readonly Student[],
): Promise<ReadonlySet<number>> {
  const trellis = new ApiClient(stage.trellis.address);
  const lengths = new Set<number>();
  for (const { token } of readers) {
    lengths.add(Buffer.byteLength(await trellis.as(token).text('GET', path)));
  }
  return lengths;
}
