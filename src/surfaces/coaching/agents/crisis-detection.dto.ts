import { ApiProperty } from '@nestjs/swagger';
import type { AgentRun } from '../../../domain/agents/runs/agent-run';
import { CRISIS_CATEGORIES } from '../../../domain/crisis/detection/category';
import { SEVERITY_BANDS } from '../../../domain/crisis/detection/severity-band';
import type { JsonValue } from '../../../kernel/json';
import { Check } from '../../http/fields';
import { FlagField } from '../../http/value-fields';
import { WrittenTextField } from '../../http/written-text-field';
import { UuidField } from '../uuid-fields';

const LONGEST_CONTENT = 100_000;

/** What to look at, and for whom. */
export class CrisisDetectionRequest {
  @UuidField()
  student_id: string;

  @WrittenTextField({
    maximum: LONGEST_CONTENT,
    example: 'Recent email or communication text',
    description: 'At most 100,000 bytes of UTF-8.',
  })
  @Check('bytes', isShort, `text has more than ${LONGEST_CONTENT} bytes`)
  content: string;

  @FlagField({
    example: true,
    optional: true,
    description:
      'Whether to read what the student wrote in the last 30 days with it; true when absent.',
  })
  check_history?: boolean;
}

/** Where a sign was found. */
class CrisisEvidence {
  @ApiProperty({
    example: 'content',
    description: '`content`, `communication:{id}` or `chat_message:{id}`.',
  })
  source: string;

  @ApiProperty({ type: 'integer', example: 12, description: 'In UTF-16 units, inclusive.' })
  start: number;

  @ApiProperty({ type: 'integer', example: 24, description: 'In UTF-16 units, exclusive.' })
  end: number;

  @ApiProperty({ example: 'feel hopeless', description: 'To the letter.' })
  quote: string;

  @ApiProperty({ enum: [...CRISIS_CATEGORIES], example: 'hopelessness' })
  category: string;

  @ApiProperty({ example: 0.32, description: 'By itself, 0 to 1.' })
  severity: number;

  @ApiProperty({ enum: ['rules', 'model'], example: 'rules' })
  found_by: string;
}

/** Where people find help. */
export class CrisisResourceReply {
  @ApiProperty({ example: '988 Suicide & Crisis Lifeline' })
  name: string;

  @ApiProperty({ example: 'Call or text 988' })
  contact: string;

  @ApiProperty({ example: 'Free and confidential, at any hour, in the United States.' })
  description: string;
}

class CrisisHistory {
  @ApiProperty({ type: 'integer', example: 4, description: 'Earlier texts that were read.' })
  texts_read: number;

  @ApiProperty({ example: 0.2, description: 'The score of the content alone.' })
  score_without: number;

  @ApiProperty({ example: false })
  raised_score: boolean;

  @ApiProperty({
    type: [String],
    example: [],
    description: 'The earlier texts in which signs were found.',
  })
  sources: string[];
}

class CrisisAnalysis {
  @ApiProperty({ example: false, description: 'From moderate on.' })
  crisis_detected: boolean;

  @ApiProperty({ example: 0.2, description: '0 to 1, by the formula in docs/numbers.md.' })
  severity_score: number;

  @ApiProperty({
    enum: [...SEVERITY_BANDS],
    example: 'low',
    description: 'low below 0.4, moderate below 0.6, high below 0.8, imminent from there on.',
  })
  band: string;

  @ApiProperty({ type: [String], example: [], description: 'What the signs speak of.' })
  indicators: string[];

  @ApiProperty({ type: [String], example: ['Continue regular check-ins'] })
  recommendations: string[];

  @ApiProperty({
    example: 1,
    description:
      'The share of the asked evidence that is present: content, communications, messages.',
  })
  confidence: number;

  @ApiProperty({ type: [CrisisEvidence] })
  evidence: CrisisEvidence[];

  @ApiProperty({ type: [CrisisResourceReply], description: "Of the installation's country." })
  resources: CrisisResourceReply[];

  @ApiProperty({ example: 'Somebody whom the student trusts should speak with them today.' })
  what_next: string;

  @ApiProperty({ type: CrisisHistory, nullable: true, description: 'Null when not asked for.' })
  history: CrisisHistory | null;

  @ApiProperty({
    type: [String],
    example: ['Messages to the tutor of the last 30 days'],
    description: 'What would make the picture clearer.',
  })
  missing_evidence: string[];
}

/** What was found. */
export class CrisisDetectionReply {
  @ApiProperty({ example: 'success' })
  status: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ type: CrisisAnalysis })
  crisis_analysis: CrisisAnalysis;
}

/** A request as the agent takes it. */
export function toCrisisInput(request: CrisisDetectionRequest): JsonValue {
  return { content: request.content, checkHistory: request.check_history ?? true };
}

interface StoredEvidence {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly category: string;
  readonly severity: number;
  readonly foundBy: string;
}

/** A result as the agent stores it. */
interface StoredAnalysis {
  readonly crisisDetected: boolean;
  readonly severityScore: number;
  readonly band: string;
  readonly indicators: string[];
  readonly recommendations: string[];
  readonly confidence: number;
  readonly evidence: readonly StoredEvidence[];
  readonly resources: readonly CrisisResourceReply[];
  readonly whatNext: string;
  readonly history: {
    readonly read: number;
    readonly scoreWithout: number;
    readonly hasRaised: boolean;
    readonly sources: string[];
  } | null;
  readonly missing: string[];
}

/** A run as its route answers it. */
export function toCrisisDetectionReply(run: AgentRun): CrisisDetectionReply {
  const found = run.result as unknown as StoredAnalysis;
  return {
    status: 'success',
    student_id: run.studentUuid,
    crisis_analysis: {
      crisis_detected: found.crisisDetected,
      severity_score: found.severityScore,
      band: found.band,
      indicators: found.indicators,
      recommendations: found.recommendations,
      confidence: found.confidence,
      evidence: found.evidence.map(
        ({ source, start, end, quote, category, severity, foundBy }) => ({
          source,
          start,
          end,
          quote,
          category,
          severity,
          found_by: foundBy,
        }),
      ),
      resources: found.resources.map(toCrisisResource),
      what_next: found.whatNext,
      history:
        found.history === null
          ? null
          : {
              texts_read: found.history.read,
              score_without: found.history.scoreWithout,
              raised_score: found.history.hasRaised,
              sources: found.history.sources,
            },
      missing_evidence: found.missing,
    },
  };
}

/** A helpline as this contract shows it. */
export function toCrisisResource(resource: CrisisResourceReply): CrisisResourceReply {
  const { name, contact, description } = resource;
  return { name, contact, description };
}

function isShort(value: unknown): boolean {
  return typeof value !== 'string' || Buffer.byteLength(value) <= LONGEST_CONTENT;
}
