import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { WEBHOOK_EVENT_TYPES } from '../../../domain/webhooks/webhook-events';
import { Check, PresentOrAbsent } from '../../http/fields';

const TYPES: readonly unknown[] = WEBHOOK_EVENT_TYPES.map(({ type }) => type);

/** Of which events an endpoint is told. */
export function EventListField({ optional }: { readonly optional: boolean }): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', enum: [...TYPES] },
      minItems: 1,
      maxItems: TYPES.length,
      required: !optional,
      example: ['task.completed', 'points.earned'],
      description: 'A key may name the types that its permissions let it read.',
    }),
    ...(optional ? [PresentOrAbsent(false)] : []),
    Check(
      'eventTypes',
      (value) =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= TYPES.length &&
        value.every((type) => TYPES.includes(type)),
      'value is not a list of event types; GET /v1/webhooks/event-types names them',
    ),
  );
}
