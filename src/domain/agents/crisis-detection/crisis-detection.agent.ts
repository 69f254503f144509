import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { JsonValue } from '../../../kernel/json';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { StudentMessages } from '../../chat/student-messages';
import { CrisisReports } from '../../crisis/cases/crisis-reports.service';
import { CATEGORY_WORDS } from '../../crisis/detection/category';
import { CrisisDetector } from '../../crisis/detection/crisis-detector';
import type { WatchedText } from '../../crisis/detection/detection';
import { crisisResources } from '../../crisis/resources';
import type { StudentRecord } from '../../students/student-record';
import { type Agent, type AgentRunContext, type Examined, shareOfEvidence } from '../agent';
import { CrisisFindings } from './crisis-findings';
import { historyEffect } from './history-effect';
import { nextStep, safetySteps } from './safety-steps';

const CONTENT = 'content';
const HISTORY_DAYS = 30;
const DAY_MS = 86_400_000;
/** Earlier texts that a detection is shown with at most. */
const MOST_SPANS = 25;

const INPUT = z.object({ content: z.string().min(1).max(100_000), checkHistory: z.boolean() });
type CrisisInput = z.infer<typeof INPUT>;

const WORDS = z.object({
  recommendations: z
    .array(z.object({ text: z.string().min(1).max(400), evidence: z.array(z.string()).max(5) }))
    .max(4),
});
type CrisisWords = z.infer<typeof WORDS>;

/**
 * Looks for signs of a crisis in a text, together with what the student wrote before. The rules
 * decide, a model may only find more; what must be done at each band is fixed.
 */
@Injectable()
export class CrisisDetectionAgent implements Agent<
  CrisisInput,
  CrisisFindings,
  CrisisWords,
  JsonValue
> {
  readonly name = 'detect/crisis';
  readonly input = INPUT;
  readonly words = WORDS;
  readonly prompt = {
    name: 'Crisis Detection',
    text:
      'You advise a college coach who looks after a high-school student. A detector has settled how severe the signs ' +
      'of a crisis are, and the necessary safety steps are given to the coach already. Add up to four further ' +
      'recommendations: concrete, calm, kind, one sentence each, fit for the severity. Diagnose nothing, promise ' +
      'nothing, never advise against help, and never call the signs harmless.',
  };

  constructor(
    private readonly detector: CrisisDetector,
    private readonly messages: StudentMessages,
    private readonly reports: CrisisReports,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  async examine(
    record: StudentRecord,
    { content, checkHistory }: CrisisInput,
    { studentId, today }: AgentRunContext,
  ): Promise<Examined<CrisisFindings>> {
    const communications = checkHistory ? recentCommunications(record, today) : [];
    const messages = checkHistory ? await this.recentMessages(studentId) : [];
    const history = [...communications, ...messages];
    const detection = await this.detector.detect({ source: CONTENT, text: content }, history);
    const effect = checkHistory ? historyEffect(detection, CONTENT, history) : null;
    const missing = [
      ...(checkHistory && communications.length === 0
        ? [
            `Communications of the last ${HISTORY_DAYS} days, to see whether the content stands alone`,
          ]
        : []),
      ...(checkHistory && messages.length === 0
        ? [`Messages to the tutor of the last ${HISTORY_DAYS} days`]
        : []),
    ];
    const needed = checkHistory ? 3 : 1;
    return {
      evidence: detection.spans.slice(0, MOST_SPANS).map((span, index) => ({
        id: `e${index + 1}`,
        source: span.source,
        fact: `The text speaks of ${CATEGORY_WORDS[span.category]}`,
      })),
      missing,
      confidence: shareOfEvidence(needed - missing.length, needed),
      computed: new CrisisFindings(
        detection,
        effect,
        crisisResources(this.configuration.crisis.country),
      ),
    };
  }

  template({ computed }: Examined<CrisisFindings>): CrisisWords {
    return { recommendations: computed.detection.isDetected ? FURTHER : [] };
  }

  citedBy({ recommendations }: CrisisWords): readonly string[] {
    return recommendations.flatMap(({ evidence }) => evidence);
  }

  compose(
    { computed, confidence, missing }: Examined<CrisisFindings>,
    { recommendations }: CrisisWords,
  ): JsonValue {
    const { detection, history, resources, indicators } = computed;
    const steps = safetySteps(detection.band, resources);
    return {
      crisisDetected: detection.isDetected,
      severityScore: detection.score,
      band: detection.band,
      indicators,
      recommendations: [...steps, ...recommendations.map(({ text }) => text)],
      confidence,
      evidence: detection.spans
        .slice(0, MOST_SPANS)
        .map(({ source, start, end, quote, category, severity, foundBy }) => ({
          source,
          start,
          end,
          quote: quote.toWellFormed(),
          category,
          severity,
          foundBy,
        })),
      resources: resources.map((resource) => ({ ...resource })),
      whatNext: nextStep(detection.band),
      history: history === null ? null : { ...history, sources: [...history.sources] },
      missing: [...missing],
    };
  }

  /** Opens a case where something was found; the run is its source, so that it opens one. */
  async keep(
    { runId, studentId }: AgentRunContext,
    { computed }: Examined<CrisisFindings>,
  ): Promise<void> {
    await this.reports.report({
      studentId,
      source: 'agent_run',
      sourceKey: `agent_run:${runId}`,
      detection: computed.detection,
    });
  }

  private async recentMessages(studentId: number): Promise<WatchedText[]> {
    const messages = await this.messages.recentOf(studentId, HISTORY_DAYS);
    return messages.map(({ id, content }) => ({ source: `chat_message:${id}`, text: content }));
  }
}

const FURTHER: CrisisWords['recommendations'] = [
  { text: 'Listen first and stay calm; thank the student for what they shared', evidence: [] },
  { text: 'Note what was said and what was agreed in the case', evidence: [] },
];

/** What the student wrote lately; an undated text may be recent and counts. */
function recentCommunications(record: StudentRecord, today: string): WatchedText[] {
  const since = new Date(Date.parse(today) - HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10);
  return record.communications
    .filter(({ fromStudent, sentOn }) => fromStudent && (sentOn === null || sentOn >= since))
    .map(({ id, text }) => ({ source: `communication:${id}`, text }));
}
