import { ApiProperty } from '@nestjs/swagger';
import { IsISO31661Alpha2, Matches } from 'class-validator';
import type { Department } from '../../../domain/universities/department.entity';
import type { University } from '../../../domain/universities/university.entity';
import { TextField } from '../../http/fields';

const COUNTRY = 'value is not the two-letter code of a country, in capitals';

/** A university to open. */
export class CreateUniversityRequest {
  @TextField({ maximum: 200, example: 'Larkspur University' })
  name: string;

  @ApiProperty({ pattern: '^[A-Z]{2}$', example: 'US', description: 'ISO 3166-1 alpha-2.' })
  @Matches(/^[A-Z]{2}$/, { message: COUNTRY })
  @IsISO31661Alpha2({ message: COUNTRY })
  country_code: string;
}

/** A department to add. */
export class CreateDepartmentRequest {
  @TextField({ maximum: 200, example: 'Computer Science' })
  name: string;

  @TextField({ maximum: 50, example: 'CS', description: 'Unique within the university.' })
  code: string;
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

/** A part of a university. */
export class DepartmentReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ type: 'integer', example: 1 })
  university_id: number;

  @ApiProperty({ example: 'Computer Science' })
  name: string;

  @ApiProperty({ example: 'CS' })
  code: string;
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

/** A department as this contract shows it. */
export function toDepartment(department: Department): DepartmentReply {
  return {
    id: department.id,
    university_id: department.universityId,
    name: department.name,
    code: department.code,
  };
}
