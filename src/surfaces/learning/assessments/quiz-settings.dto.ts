import { ApiProperty } from '@nestjs/swagger';
import {
  DEFAULT_QUIZ_SETTINGS,
  type QuizSettings,
} from '../../../domain/assessments/quiz-settings.repository';
import { FlagField, IntegerField } from '../../http/value-fields';

const WEEK_SECONDS = 604_800;

/** How an item's questions should be attempted; what is absent becomes the default. */
export class QuizSettingsRequest {
  @IntegerField({
    minimum: 0,
    maximum: 100,
    example: 60,
    optional: true,
    description: 'From which percent on an attempt passes; 60 when absent.',
  })
  pass_percent?: number;

  @IntegerField({
    minimum: 1,
    maximum: 1_000,
    example: 3,
    optional: true,
    nullable: true,
    description: 'As many as students like when absent.',
  })
  max_attempts?: number | null;

  @IntegerField({
    minimum: 10,
    maximum: WEEK_SECONDS,
    example: 1800,
    optional: true,
    nullable: true,
    description: 'As long as students like when absent.',
  })
  time_limit_seconds?: number | null;

  @FlagField({
    example: false,
    optional: true,
    description: 'Whether every attempt asks in an order of its own; false when absent.',
  })
  shuffle?: boolean;
}

/** How an item's questions are attempted. */
export class QuizSettingsReply {
  @ApiProperty({ type: 'integer', example: 60 })
  pass_percent: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 3 })
  max_attempts: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1800 })
  time_limit_seconds: number | null;

  @ApiProperty({ example: false })
  shuffle: boolean;
}

/** Settings as this contract shows them. */
export function toQuizSettings(settings: QuizSettings): QuizSettingsReply {
  return {
    pass_percent: settings.passPercent,
    max_attempts: settings.maxAttempts,
    time_limit_seconds: settings.timeLimitSeconds,
    shuffle: settings.shuffle,
  };
}

/** The domain's words for what was asked for. */
export function toSettings(request: QuizSettingsRequest): QuizSettings {
  return {
    passPercent: request.pass_percent ?? DEFAULT_QUIZ_SETTINGS.passPercent,
    maxAttempts: request.max_attempts ?? null,
    timeLimitSeconds: request.time_limit_seconds ?? null,
    shuffle: request.shuffle ?? DEFAULT_QUIZ_SETTINGS.shuffle,
  };
}
