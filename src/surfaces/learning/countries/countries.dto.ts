import { ApiProperty } from '@nestjs/swagger';
import type { Country } from '../../../domain/universities/country';
import { TextField } from '../../http/fields';
import { CountryCodeField } from './country-code.field';

/** A country to put on the list. */
export class CreateCountryRequest {
  @CountryCodeField({ description: 'Two capital letters, ISO 3166-1 alpha-2 where that has one.' })
  code: string;

  @TextField({ maximum: 200, example: 'United States' })
  name: string;
}

/** Another name for a country. */
export class UpdateCountryRequest {
  @TextField({ maximum: 200, example: 'United States' })
  name: string;
}

/** A country that universities can stand in. */
export class CountryReply {
  @ApiProperty({ example: 'US', description: 'Two capital letters.' })
  code: string;

  @ApiProperty({ example: 'United States' })
  name: string;
}

/** A country as this contract shows it. */
export function toCountry(country: Country): CountryReply {
  return { code: country.code, name: country.name };
}
