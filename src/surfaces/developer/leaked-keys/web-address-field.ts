import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { Check, PresentOrAbsent } from '../../http/fields';

const LONGEST = 2_000;

/** The http or https address of a page, optional. */
export function WebAddressField(options: {
  readonly example: string;
  readonly description: string;
}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'string', format: 'uri', maxLength: LONGEST, required: false, ...options }),
    PresentOrAbsent(false),
    IsString({ message: 'value is not a text' }),
    MaxLength(LONGEST, { message: `text has more than ${LONGEST} characters` }),
    Check(
      'webAddress',
      isWebAddress,
      'value is not an address that begins with http:// or https://',
    ),
  );
}

function isWebAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\/[^\s/]/i.test(value) && URL.canParse(value);
}
