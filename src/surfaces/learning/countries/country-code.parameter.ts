import { Injectable, type PipeTransform } from '@nestjs/common';
import { COUNTRY_CODE } from '../../../domain/universities/country';
import { Invalid } from '../../../kernel/errors';
import { PathParameter } from '../../http/path-parameter';

/** Reads the code of a country from the path. */
@Injectable()
class CountryCodePipe implements PipeTransform<string, string> {
  transform(code: string): string {
    if (COUNTRY_CODE.test(code)) return code;
    throw new Invalid([
      {
        path: ['path', 'country_code'],
        message: 'value is not the two-letter code of a country, in capitals',
        rule: 'country_code',
      },
    ]);
  }
}

/** The code of a country in the path. */
export function CountryCodeParameter(): ParameterDecorator {
  return PathParameter('country_code', CountryCodePipe, {
    schema: { type: 'string', pattern: COUNTRY_CODE.source, example: 'US' },
    description: 'Two letters of ISO 3166, in capitals.',
  });
}
