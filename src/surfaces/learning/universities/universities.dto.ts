import { ApiProperty } from '@nestjs/swagger';
import type { University } from '../../../domain/universities/university.entity';
import { TextField } from '../../http/fields';
import { SliceQuery } from '../../http/parameters';
import { CountryCodeField } from '../countries/country-code.field';

/** A university to open. */
export class CreateUniversityRequest {
  @TextField({ maximum: 200, example: 'Larkspur University' })
  name: string;

  @CountryCodeField()
  country_code: string;
}

/** What changes about a university; absent fields stay as they are. */
export class UpdateUniversityRequest {
  @TextField({ maximum: 200, example: 'Larkspur University', optional: true })
  name?: string;

  @CountryCodeField({ optional: true })
  country_code?: string;
}

/** Which universities to list. */
export class UniversitiesQuery extends SliceQuery {
  @CountryCodeField({ optional: true, description: 'Only those of a country.' })
  country_code?: string;
}

/** An institution that owns courses. */
export class UniversityReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Larkspur University' })
  name: string;

  @ApiProperty({ example: 'US', description: 'ISO 3166-1 alpha-2.' })
  country_code: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  updated_at: string;
}

/** A university as this contract shows it. */
export function toUniversity(university: University): UniversityReply {
  return {
    id: university.id,
    name: university.name,
    country_code: university.countryCode,
    created_at: university.createdAt.toISOString(),
    updated_at: university.updatedAt.toISOString(),
  };
}
