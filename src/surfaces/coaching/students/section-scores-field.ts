import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { AsSent } from '../../http/value-fields';
import { Check, PresentOrAbsent } from '../../http/fields';

const MOST_SECTIONS = 10;
const LONGEST_NAME = 50;
const HIGHEST = 2_400;

/** The scores of a test's sections by their names. */
export function SectionScoresField(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: { type: 'number', minimum: 0, maximum: HIGHEST },
      maxProperties: MOST_SECTIONS,
      example: { math: 730, reading_writing: 690 },
      selfRequired: false,
      description: 'Scores by section; empty when absent.',
    }),
    AsSent(),
    PresentOrAbsent(false),
    Check('sections', isSectionScores, `value is not up to ${MOST_SECTIONS} scores by section`),
  );
}

function isSectionScores(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const sections = Object.entries(value);
  return (
    sections.length <= MOST_SECTIONS &&
    sections.every(
      ([name, score]) =>
        name.trim() !== '' &&
        name.length <= LONGEST_NAME &&
        typeof score === 'number' &&
        score >= 0 &&
        score <= HIGHEST,
    )
  );
}
