import { ApiProperty } from '@nestjs/swagger';
import type { DownloadLink } from '../../../domain/documents/document-downloads.service';
import { QueryInteger } from '../../http/parameters';
import { IntegerField } from '../../http/value-fields';

const VERSION = { minimum: 1, maximum: 1_000_000 };

/** Which file to download. */
export class DownloadQuery {
  @QueryInteger({ ...VERSION, description: 'The current version when absent.' })
  version?: number;
}

/** Which file to link to. */
export class DownloadLinkRequest {
  @IntegerField({
    ...VERSION,
    example: 1,
    optional: true,
    description: 'The current version when absent.',
  })
  version?: number;
}

/** A link that works for five minutes. */
export class DownloadLinkReply {
  @ApiProperty({
    format: 'uri',
    example: 'https://api.ivylevel.com/api/documents/files/fZ8sHltKTD2ObxorPE1ebw',
    description: 'Works without a token, for as long as you may read the document.',
  })
  url: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:35:00.000Z' })
  expires_at: string;
}

/** A link as this contract shows it; built from the public address, never from a request. */
export function toDownloadLink(link: DownloadLink, publicUrl: string): DownloadLinkReply {
  return {
    url: `${publicUrl}/api/documents/files/${link.token}`,
    expires_at: link.expiresAt.toISOString(),
  };
}
