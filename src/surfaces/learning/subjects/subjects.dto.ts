import { ApiProperty } from '@nestjs/swagger';
import type { Subject } from '../../../domain/universities/subject';
import { TextField } from '../../http/fields';

/** A subject to add, or another name for one. */
export class SubjectRequest {
  @TextField({ maximum: 200, example: 'Computer Science', description: 'Unique.' })
  name: string;
}

/** A field of study that courses belong to and people prefer. */
export class SubjectReply {
  @ApiProperty({ type: 'integer', example: 1 })
  id: number;

  @ApiProperty({ example: 'Computer Science' })
  name: string;
}

/** A subject as this contract shows it. */
export function toSubject(subject: Subject): SubjectReply {
  return { id: subject.id, name: subject.name };
}
