import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import {
  type Erasure,
  ERASURE_REASONS,
  ERASURE_STATUSES,
} from '../../../domain/privacy/erasure/erasure';
import { PresentPasswordField } from '../../http/fields';

/** Proof that it is really the person, and that they mean it. */
export class EraseRequest {
  @PresentPasswordField('SecurePassword123!')
  password: string;

  @ApiProperty({ enum: ['ERASE'], example: 'ERASE' })
  @IsIn(['ERASE'], { message: 'write ERASE to confirm' })
  confirm: 'ERASE';
}

/** An erasure that was asked for. */
export class ErasureReply {
  @ApiProperty({
    format: 'uuid',
    example: '0198c0de-7e57-4abc-8def-0123456789ab',
    description: 'Keep it: the certificate of the erasure has the same id.',
  })
  id: string;

  @ApiProperty({ enum: [...ERASURE_STATUSES], example: 'waiting' })
  status: string;

  @ApiProperty({ enum: [...ERASURE_REASONS], example: 'own_request' })
  reason: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  requested_at: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-01-23T10:30:00.000Z',
    description: 'Until then it can be called off.',
  })
  due_at: string;
}

/** An erasure as this contract shows it. */
export function toErasure(erasure: Erasure): ErasureReply {
  return {
    id: erasure.id,
    status: erasure.status,
    reason: erasure.reason,
    requested_at: erasure.requestedAt.toISOString(),
    due_at: erasure.dueAt.toISOString(),
  };
}
