import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CollegeGuidance } from '../../colleges/college-guidance';
import type { UnknownCollege } from '../../colleges/college';
import { CollegesService } from '../../colleges/colleges.service';
import { MOBILITY_SCORE_LABEL, type MobilityScore } from '../../colleges/mobility-score';
import type { StudentRecord } from '../../students/student-record';
import type { Agent, Examined } from '../agent';
import { EvidenceBook } from '../evidence-book';
import {
  evidenceCitedBy,
  FINDING_WORDS,
  type FindingWords,
  plainWords,
  saidAbout,
} from '../findings';
import {
  type CommunicationPreferences,
  communicationPreferencesOf,
  type LearningStyle,
  learningStyleOf,
} from './preferences';
import { profileFindings, type ProfileFindings } from './profile-findings';
import { ASSESSMENT_TYPES, profileNeeds } from './profile-needs';
import type { ProfileResult } from './profile-result';
import { type FoundTrait, traitsOf } from './traits';

const INPUT = z.object({
  assessmentType: z.enum(ASSESSMENT_TYPES).default('comprehensive'),
  includeBehavioral: z.boolean().default(true),
});
type ProfileInput = z.infer<typeof INPUT>;

/** Everything of an assessment that is computed. */
export interface ComputedProfile {
  readonly traits: readonly FoundTrait[];
  readonly learningStyle: LearningStyle;
  readonly communication: CommunicationPreferences;
  readonly findings: ProfileFindings;
  readonly mobility: MobilityScore;
  readonly unknownColleges: readonly UnknownCollege[];
}

/** Assesses who a student is, from what the record shows. */
@Injectable()
export class ProfileAssessmentAgent implements Agent<
  ProfileInput,
  ComputedProfile,
  FindingWords,
  ProfileResult
> {
  readonly name = 'assess/profile';
  readonly input = INPUT;
  readonly words = FINDING_WORDS;
  readonly prompt = {
    name: 'Profile Assessment',
    text:
      'You write the prose of a profile assessment of a high-school student. Traits, scores and findings are computed; you add none and change none. ' +
      '`findings` holds one entry for each strength, area and recommendation, with its `key` and its own evidence ids: say it in one concrete, kind sentence. ' +
      '`summary` is a short paragraph about the student for a coach. Promise no admission.',
  };

  constructor(
    private readonly colleges: CollegesService,
    private readonly guidance: CollegeGuidance,
  ) {}

  async examine(record: StudentRecord, input: ProfileInput): Promise<Examined<ComputedProfile>> {
    const book = new EvidenceBook();
    const { known, unknown } = await this.colleges.resolve(
      record.targetColleges.map(({ name }) => name),
    );
    const targets = known.map(({ college }) => college);
    const isBehavioral = input.includeBehavioral && input.assessmentType !== 'academic';
    const traits = isBehavioral ? traitsOf(record) : [];
    for (const { evidence } of traits) {
      for (const { source, quote } of evidence) book.add(source, quote);
    }
    const findings = profileFindings(record, input.assessmentType, traits, targets, book);
    const mobility = await this.guidance.scoreOf(targets);
    for (const { unitid, name, figures } of targets) {
      const success = figures.mobility_success;
      if (success === undefined) continue;
      book.add(
        `college:${unitid}:mobility`,
        `${name}: ${(100 * success.value).toFixed(1)} percent of its students from the bottom fifth of incomes reached the top fifth (${success.source}${success.coversSystem ? ', one figure for several campuses' : ''})`,
      );
    }
    return {
      evidence: book.all,
      ...profileNeeds(record, input.assessmentType),
      computed: {
        traits,
        learningStyle: learningStyleOf(record),
        communication: communicationPreferencesOf(record),
        findings: withMissing(findings, profileNeeds(record, input.assessmentType).missing),
        mobility,
        unknownColleges: unknown,
      },
    };
  }

  template({ computed, missing }: Examined<ComputedProfile>, record: StudentRecord): FindingWords {
    return plainWords(summaryOf(record.student.name, computed, missing), allOf(computed.findings));
  }

  citedBy(words: FindingWords): readonly string[] {
    return evidenceCitedBy(words);
  }

  compose(
    { computed, missing, confidence }: Examined<ComputedProfile>,
    words: FindingWords,
  ): ProfileResult {
    const said = (findings: ProfileFindings['strengths']) =>
      findings.map((finding) => saidAbout(finding, words));
    const { communication, learningStyle, mobility, findings } = computed;
    return {
      traits: computed.traits.map(({ trait, confidence: sure, evidence }) => ({
        trait,
        confidence: sure,
        evidence: evidence.map(({ quote }) => quote),
      })),
      learningStyle: learningStyle.style,
      learningStyleReason: learningStyle.reason,
      communication: { ...communication },
      strengths: said(findings.strengths),
      areasForImprovement: said(findings.areas),
      recommendations: said(findings.recommendations),
      mobilityScore: mobility.score,
      mobilityScoreReason: mobility.reason,
      mobilityScoreLabel: MOBILITY_SCORE_LABEL,
      summary: words.summary,
      missing,
      confidence,
      unknownColleges: computed.unknownColleges.map((unknown) => ({ ...unknown })),
    };
  }
}

/** What to add is advice too: a record with nothing in it gets a useful answer. */
function withMissing(findings: ProfileFindings, missing: readonly string[]): ProfileFindings {
  const additions = missing.map((what, index) => ({
    key: `recommendation:add:${index}`,
    text: `Add ${what} to the record`,
    evidence: [],
  }));
  return { ...findings, recommendations: [...findings.recommendations, ...additions] };
}

function allOf({ strengths, areas, recommendations }: ProfileFindings) {
  return [...strengths, ...areas, ...recommendations];
}

function summaryOf(
  name: string,
  { traits, findings, mobility }: ComputedProfile,
  missing: readonly string[],
): string {
  const shown = traits.slice(0, 3).map(({ trait }) => trait);
  const sentences = [
    shown.length === 0
      ? `The record does not yet show traits of ${name}.`
      : `The record shows ${name} above all as ${shown.join(', ')}.`,
    ...(findings.areas.length === 0
      ? []
      : [`To work on: ${findings.areas.map(({ text }) => text.toLowerCase()).join('; ')}.`]),
    ...(mobility.score === null
      ? []
      : [`The mobility score of the target colleges is ${mobility.score}.`]),
    ...(missing.length === 0 ? [] : [`Not yet known: ${missing.join(', ')}.`]),
  ];
  return sentences.join(' ').slice(0, 1_200);
}
