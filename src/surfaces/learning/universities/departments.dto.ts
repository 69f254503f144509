import { ApiProperty } from '@nestjs/swagger';
import type { Department } from '../../../domain/universities/department.entity';
import { TextField } from '../../http/fields';

/** A department to add. */
export class CreateDepartmentRequest {
  @TextField({ maximum: 200, example: 'Computer Science' })
  name: string;

  @TextField({ maximum: 50, example: 'CS', description: 'Unique within the university.' })
  code: string;
}

/** What changes about a department; absent fields stay as they are. */
export class UpdateDepartmentRequest {
  @TextField({ maximum: 200, example: 'Computer Science', optional: true })
  name?: string;

  @TextField({ maximum: 50, example: 'CS', optional: true })
  code?: string;
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

/** A department as this contract shows it. */
export function toDepartment(department: Department): DepartmentReply {
  return {
    id: department.id,
    university_id: department.universityId,
    name: department.name,
    code: department.code,
  };
}
