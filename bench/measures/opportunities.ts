import { deepStrictEqual } from 'node:assert/strict';
import { ApiClient } from '../api-client';
import type { Crowd, Student } from '../crowd';
import { requestBytes } from '../load/http-connection';
import { saturate } from '../load/load';
import { median, quantile } from '../load/quantiles';
import { OpportunityCatalogue } from '../opportunity-catalogue';
import type { Finding } from '../report';
import type { Stage } from '../stage';

const FEW_ROWS = 1_000;
const MANY_ROWS = 100_000;
const WARM_UP_ROUNDS = 4;
const ROUNDS = 12;
const GOAL_MS = 50;
const GROWTH_GOAL = 3;

/** What people look for: one word, several, mistyped ones, with conditions and without words. */
const SEARCHES: readonly string[] = [
  'search=scholarship',
  'search=engineering',
  'search=nursing',
  'search=poetry',
  'search=leadership',
  'search=internship',
  'search=barden',
  'search=computer+science',
  'search=engineering+scholarship',
  'search=women+in+engineering',
  'search=first+generation+scholarship',
  'search=summer+research+program',
  'search=memorial+music+award',
  'search=national+mathematics+olympiad',
  'search=scholarship+for+future+leaders+in+business',
  'search=scholarships+for+students+of+criminal+justice',
  'search=enginering',
  'search=scolarship',
  'search=computr+sience',
  'search=enginering+schoolarship',
  'search=photografy+competiton',
  'search=environmental+scence+intership',
  'search=scholarship&state=WA&open=true',
  'search=engineering&type=internship&min_amount=15000',
  'search=scholarship&field=STEM&grade=11',
  'search=music&type=competition&state=NC',
  'search=leadership&deadline_after=2026-12-01&deadline_before=2027-02-01',
  'search=scholarship&per_page=100',
  'search=scholarship&page=10',
  'type=scholarship&min_amount=10000&open=true',
  'field=engineering&state=CA&grade=12',
  'page=1',
];

/** Searches one by one, at first in a small catalogue and then in a large one. */
export async function measureOpportunities(stage: Stage, crowd: Crowd): Promise<Finding[]> {
  const catalogue = new OpportunityCatalogue(stage.pool);
  const [student] = (await crowd.students(1)) as [Student];
  await catalogue.growTo(FEW_ROWS);
  await crowd.settle();
  const few = await latencies(stage, student);
  await catalogue.growTo(MANY_ROWS);
  await crowd.settle();
  await requireRightFinds(stage, student);
  const many = await latencies(stage, student);
  const p95 = { few: quantile(few.all, 0.95), many: quantile(many.all, 0.95) };
  const growth = p95.many / p95.few;
  const slowest = many.bySearch.toSorted((one, other) => other.ms - one.ms)[0];
  return [
    {
      measure: `Search over ${MANY_ROWS.toLocaleString('en')} opportunities, 95 %`,
      trellis: `${p95.many.toFixed(1)} ms`,
      goal: `≤ ${GOAL_MS} ms`,
      isMet: p95.many <= GOAL_MS,
    },
    {
      measure: `… over ${FEW_ROWS.toLocaleString('en')} and over all, 95 %`,
      trellis: `${p95.few.toFixed(1)} ms → ${p95.many.toFixed(1)} ms`,
      ratio: growth,
      goal: `≤ ${GROWTH_GOAL}`,
      isMet: growth <= GROWTH_GOAL,
    },
    {
      measure: '… median',
      trellis: `${median(few.all).toFixed(1)} ms → ${median(many.all).toFixed(1)} ms`,
      ratio: median(many.all) / median(few.all),
    },
    {
      measure: `… the slowest search, \`${slowest?.search}\`, median`,
      trellis: `${slowest?.ms.toFixed(1)} ms`,
    },
  ];
}

interface Latencies {
  /** Milliseconds of every request, whatever it searched for. */
  readonly all: readonly number[];
  readonly bySearch: readonly { readonly search: string; readonly ms: number }[];
}

async function latencies(stage: Stage, { token }: Student): Promise<Latencies> {
  const requests = SEARCHES.map((search) =>
    requestBytes('GET', `/api/opportunities?${search}`, token),
  );
  const rounds: (readonly number[])[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const { wholeMs } = await saturate({
      port: stage.trellis.port,
      requests,
      connections: 1,
      isRight: ({ body }) => body.includes('"opportunities":[{'),
    });
    if (round >= WARM_UP_ROUNDS) rounds.push(wholeMs);
  }
  return {
    all: rounds.flat(),
    bySearch: SEARCHES.map((search, place) => ({
      search,
      ms: median(rounds.map((times) => times[place] as number)),
    })),
  };
}

/** What is found is what was looked for, mistyped or not. Raises AssertionError if it is not. */
async function requireRightFinds(stage: Stage, { token }: Student): Promise<void> {
  const client = ApiClient.coaching(stage.trellis.address).as(token);
  const misses: string[] = [];
  const requireFinds = async (
    search: string,
    isRight: (found: Found) => boolean,
  ): Promise<void> => {
    const { opportunities } = JSON.parse(await client.text('GET', `/opportunities?${search}`)) as {
      opportunities: Found[];
    };
    if (opportunities.length === 0 || !opportunities.every(isRight)) misses.push(search);
  };
  await requireFinds('search=engineering', ({ name }) => name.includes('Engineering'));
  await requireFinds('search=enginering', ({ name }) => name.includes('Engineering'));
  await requireFinds('search=national+mathematics+olympiad', ({ name }) =>
    /National Mathematics Olympiad/.test(name),
  );
  await requireFinds('search=photografy+competiton', ({ name }) =>
    /Photography Competition/.test(name),
  );
  await requireFinds(
    'search=engineering&type=internship&min_amount=15000',
    (found) => found.type === 'internship' && (found.amount_max ?? 0) >= 15_000,
  );
  deepStrictEqual(misses, []);
}

/** What is looked at in a reply. */
interface Found {
  readonly name: string;
  readonly type: string;
  readonly amount_max: number | null;
}
