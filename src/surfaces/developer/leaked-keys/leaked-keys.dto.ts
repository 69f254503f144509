import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { LeakReport } from '../../../domain/api-keys/api-key';
import { WebAddressField } from './web-address-field';
import { WrittenTextField } from '../../http/written-text-field';

/** A key that somebody found. */
export class ReportLeakedKeyRequest {
  @ApiProperty({
    maxLength: 500,
    example: 'trl_live_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o50wXyZ9',
    description: 'The whole key: holding it is the proof.',
  })
  @IsString({ message: 'value is not a text' })
  @MaxLength(500, { message: 'text has more than 500 characters' })
  key: string;

  @WebAddressField({
    example: 'https://example.com/paste/1',
    description: 'Where it was found.',
  })
  source_url?: string;

  @WrittenTextField({
    maximum: 1_000,
    example: 'In the first commit.',
    description: 'What its owner should know besides.',
    optional: true,
  })
  note?: string;
}

/** The same for every report. */
export class LeakedKeyReply {
  @ApiProperty({ enum: [true], example: true })
  received: boolean;
}

export function toLeakReport(request: ReportLeakedKeyRequest): LeakReport {
  return { sourceUrl: request.source_url ?? null, note: request.note ?? null };
}
