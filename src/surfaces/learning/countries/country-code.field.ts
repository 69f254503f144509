import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { COUNTRY_CODE } from '../../../domain/universities/country';
import { PresentOrAbsent } from '../../http/fields';

/** The code of a country; whether that is on the list, the domain says. */
export function CountryCodeField(
  options: { readonly optional?: boolean; readonly description?: string } = {},
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: 'string',
      pattern: COUNTRY_CODE.source,
      example: 'US',
      required: !options.optional,
      description: options.description ?? 'ISO 3166-1 alpha-2; one of /countries.',
    }),
    ...(options.optional ? [PresentOrAbsent(false)] : []),
    Matches(COUNTRY_CODE, {
      message: 'value is not the two-letter code of a country, in capitals',
    }),
  );
}
