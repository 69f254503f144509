import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { dollars } from '../../colleges/college-guidance';
import { type College, NET_PRICE_OF_BAND, type UnknownCollege } from '../../colleges/college';
import { CollegesService } from '../../colleges/colleges.service';
import type { StudentRecord } from '../../students/student-record';
import type { Agent, AgentRunContext, Examined } from '../agent';
import { EvidenceBook } from '../evidence-book';
import {
  evidenceCitedBy,
  type Finding,
  FINDING_WORDS,
  type FindingWords,
  plainWords,
  saidAbout,
} from '../findings';
import { type Action, actionsFor } from './readiness-actions';
import { type CollegeFindings, findingsAt } from './readiness-findings';
import { readinessNeeds } from './readiness-needs';
import { ReadinessRepository } from './readiness.repository';
import type { Affordability, ReadinessResult } from './readiness-result';
import {
  type Band,
  bandOf,
  matchScore,
  type MatchScore,
  overallReadiness,
  ownParts,
  type Parts,
  positionAt,
} from './readiness-score';

const MOST_COLLEGES = 30;
const INPUT = z.object({
  /** Null asks about the colleges of the record. */
  targetColleges: z.array(z.string().min(1).max(200)).max(MOST_COLLEGES).nullable().default(null),
});
type ReadinessInput = z.infer<typeof INPUT>;

/** One college, examined. */
interface ExaminedCollege {
  readonly asked: string;
  readonly unitid: number;
  readonly name: string;
  readonly parts: Parts;
  readonly match: MatchScore;
  readonly band: Band | null;
  readonly findings: CollegeFindings;
  readonly affordability: Affordability;
}

/** Everything of an assessment that is computed. */
export interface ComputedReadiness {
  readonly overall: number | null;
  readonly colleges: readonly ExaminedCollege[];
  readonly unknown: readonly UnknownCollege[];
  readonly actions: readonly Action[];
}

/** Assesses how ready a student is, college by college, from the record and the table of colleges. */
@Injectable()
export class ReadinessAgent implements Agent<
  ReadinessInput,
  ComputedReadiness,
  FindingWords,
  ReadinessResult
> {
  readonly name = 'assess/readiness';
  readonly input = INPUT;
  readonly words = FINDING_WORDS;
  readonly prompt = {
    name: 'Readiness Assessment',
    text:
      'You write the prose of a college readiness assessment of a high-school student. Scores, bands, gaps, actions and dates are computed; you add none and change none. ' +
      '`findings` holds one entry for each strength, gap and action, with its `key` and its own evidence ids: say it in one concrete, kind sentence. ' +
      '`summary` is a short paragraph for the student. Never state or promise a chance of admission.',
  };

  constructor(
    private readonly colleges: CollegesService,
    private readonly readiness: ReadinessRepository,
  ) {}

  async examine(
    record: StudentRecord,
    input: ReadinessInput,
    { today }: AgentRunContext,
  ): Promise<Examined<ComputedReadiness>> {
    const own = record.targetColleges.slice(0, MOST_COLLEGES).map(({ name }) => name);
    const { known, unknown } = await this.colleges.resolve(input.targetColleges ?? own);
    const book = new EvidenceBook();
    const shared = ownParts(record);
    const examined = known.map(({ asked, college }) =>
      examineCollege(record, asked, college, shared, book),
    );
    const gaps = examined.flatMap(({ findings }) => findings.gaps);
    return {
      evidence: book.all,
      ...readinessNeeds(record, known.length),
      computed: {
        overall: overallReadiness(examined.map(({ match }) => match)),
        colleges: examined,
        unknown,
        actions: actionsFor(record, gaps, unknown, known.length > 0, today),
      },
    };
  }

  template(
    { computed, missing }: Examined<ComputedReadiness>,
    record: StudentRecord,
  ): FindingWords {
    return plainWords(summaryOf(record.student.name, computed, missing), findingsOf(computed));
  }

  citedBy(words: FindingWords): readonly string[] {
    return evidenceCitedBy(words);
  }

  compose(
    { computed, missing, confidence }: Examined<ComputedReadiness>,
    words: FindingWords,
  ): ReadinessResult {
    const said = (findings: readonly Finding[]) =>
      findings.map((finding) => saidAbout(finding, words));
    return {
      overall: computed.overall,
      overallReason: computed.overall === null ? whyNoOverall(computed) : null,
      colleges: computed.colleges.map(
        ({ asked, unitid, name, match, band, findings, affordability }) => ({
          asked,
          unitid,
          name,
          ...match,
          band,
          strengths: said(findings.strengths),
          gaps: said(findings.gaps),
          affordability,
        }),
      ),
      unknownColleges: computed.unknown.map((college) => ({ ...college })),
      actions: computed.actions.map((action) => ({
        priority: action.priority,
        action: saidAbout(action, words),
        timeline: action.timeline,
        dueOn: action.dueOn,
      })),
      summary: words.summary,
      missing,
      confidence,
    };
  }

  /** A question about colleges that nobody can answer does not wipe out an earlier answer. */
  async keep(
    { runId, studentId }: AgentRunContext,
    { computed }: Examined<ComputedReadiness>,
    _result: ReadinessResult,
    input: ReadinessInput,
  ): Promise<void> {
    if (computed.overall === null && input.targetColleges !== null) return;
    await this.readiness.save(studentId, runId, computed.overall);
  }
}

function examineCollege(
  record: StudentRecord,
  asked: string,
  college: College,
  shared: Omit<Parts, 'tests'>,
  book: EvidenceBook,
): ExaminedCollege {
  const position = positionAt(record, college);
  const parts = { ...shared, tests: position?.position ?? null };
  const { unitid, name, figures } = college;
  const rate = figures.admission_rate;
  if (rate !== undefined) {
    book.add(
      `college:${unitid}:admission`,
      `${name} admitted ${(100 * rate.value).toFixed(1)} of 100 applicants (${rate.year ?? 'year unknown'}, ${rate.source})`,
    );
  }
  return {
    asked,
    unitid,
    name,
    parts,
    match: matchScore(parts),
    band: bandOf(college, position),
    findings: findingsAt(record, college, position, parts, book),
    affordability: affordabilityOf(record, college, book),
  };
}

function affordabilityOf(
  { householdIncomeBand: band }: StudentRecord,
  { unitid, name, figures }: College,
  book: EvidenceBook,
): Affordability {
  const none = (reason: string): Affordability => ({
    incomeBand: band,
    netPrice: null,
    year: null,
    source: null,
    reason,
  });
  if (band === null) return none('The household income band is not known.');
  const price = figures[NET_PRICE_OF_BAND[band]];
  if (price === undefined) return none('The college has not published a price for this income.');
  const { value, year, source } = price;
  book.add(
    `college:${unitid}:net_price`,
    `${name}: ${dollars(value)} a year after grants for a family income of ${band} (${year ?? 'year unknown'}, ${source})`,
  );
  return { incomeBand: band, netPrice: value, year, source, reason: null };
}

function findingsOf({ colleges, actions }: ComputedReadiness): Finding[] {
  return [
    ...colleges.flatMap(({ findings }) => [...findings.strengths, ...findings.gaps]),
    ...actions,
  ].map(({ key, text, evidence }) => ({ key, text, evidence }));
}

function whyNoOverall({ colleges }: ComputedReadiness): string {
  return colleges.length === 0
    ? 'No target college is known.'
    : 'There is neither a GPA nor a test score to compare with those who enrolled.';
}

function summaryOf(
  name: string,
  { overall, colleges, unknown, actions }: ComputedReadiness,
  missing: readonly string[],
): string {
  const banded = colleges.flatMap((college) =>
    college.band === null ? [] : [`${college.name} (${college.band})`],
  );
  const sentences = [
    overall === null
      ? `There is not yet enough in the record to say how ready ${name} is.`
      : `Over ${colleges.length} target colleges the readiness of ${name} is ${overall} of 1.`,
    ...(banded.length === 0 ? [] : [`${banded.join(', ')}.`]),
    ...(unknown.length === 0
      ? []
      : [`Not in the table: ${unknown.map((one) => one.name).join(', ')}.`]),
    ...(actions[0] === undefined ? [] : [`First: ${actions[0].text}.`]),
    ...(missing.length === 0 ? [] : [`Not yet known: ${missing.join(', ')}.`]),
  ];
  return sentences.join(' ').slice(0, 1_200);
}
