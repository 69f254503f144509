import { ApiProperty } from '@nestjs/swagger';
import type { DocumentShare } from '../../../domain/documents/document';
import { UuidField } from '../uuid-fields';

/** With whom to share. */
export class ShareDocumentRequest {
  @UuidField({ description: 'Somebody who coaches you now.' })
  coach_id: string;
}

/** A coach who may read the document. */
export class DocumentShareReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  coach_id: string;

  @ApiProperty({ example: 'Chris Coach' })
  coach_name: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  shared_at: string;
}

/** Everybody with whom the document is shared now. */
export class DocumentSharesReply {
  @ApiProperty({ type: [DocumentShareReply] })
  shares: DocumentShareReply[];
}

/** Shares as this contract shows them. */
export function toDocumentShares(shares: readonly DocumentShare[]): DocumentSharesReply {
  return {
    shares: shares.map(({ coach, sharedAt }) => ({
      coach_id: coach.uuid,
      coach_name: coach.name,
      shared_at: sharedAt.toISOString(),
    })),
  };
}
