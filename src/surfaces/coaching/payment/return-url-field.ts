import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString } from 'class-validator';

/** A page of ours to come back to. It is checked as it came: not even spaces are taken away. */
export function ReturnUrlField(example: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      format: 'uri',
      maxLength: 2_048,
      example,
      description: 'On a site that this installation knows; scheme, host and port are compared.',
    }),
    IsString({ message: 'value is not a text' }),
  );
}
