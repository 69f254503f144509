import { ApiProperty } from '@nestjs/swagger';
import { type DataExport, EXPORT_STATUSES } from '../../../domain/privacy/exports/data-export';
import type { DownloadPass } from '../../../domain/privacy/exports/download-links';
import { TextField } from '../../http/fields';
import { QueryInteger } from '../../http/parameters';

/** What a link to an archive carries. */
export class DownloadQuery {
  @QueryInteger({
    minimum: 1,
    maximum: 4_102_444_800,
    required: true,
    description: 'Seconds since 1970.',
  })
  expires: number;

  @TextField({ maximum: 100, example: 'Zm9yZ2V0LW1lLW5vdA' })
  signature: string;
}

/** A copy of everything that is held on a person. */
export class ExportReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ enum: [...EXPORT_STATUSES], example: 'done' })
  status: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  requested_at: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-20T10:30:05.000Z',
  })
  finished_at: string | null;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-27T10:30:05.000Z',
    description: 'When the archive is removed.',
  })
  expires_at: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 48211 })
  size_bytes: number | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    example:
      '/api/privacy/exports/0198c0de-7e57-4abc-8def-0123456789ab/download?expires=1768905000&signature=Zm9yZ2V0',
    description: 'Where the archive is: for ten minutes, then ask again. Null while there is none.',
  })
  download_url: string | null;
}

/** Somebody's export as an administrator sees it: they cannot download it. */
export class RequestedExportReply {
  @ApiProperty({ format: 'uuid', example: '0198c0de-7e57-4abc-8def-0123456789ab' })
  id: string;

  @ApiProperty({ enum: [...EXPORT_STATUSES], example: 'queued' })
  status: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  requested_at: string;
}

/** The actor's exports. */
export class ExportsReply {
  @ApiProperty({ type: [ExportReply] })
  exports: ExportReply[];
}

/** An export as this contract shows it. */
export function toExport(held: DataExport, pass: DownloadPass | null): ExportReply {
  const place = `/api/privacy/exports/${held.id}/download`;
  return {
    id: held.id,
    status: held.status,
    requested_at: held.requestedAt.toISOString(),
    finished_at: held.finishedAt?.toISOString() ?? null,
    expires_at: held.expiresAt?.toISOString() ?? null,
    size_bytes: held.byteLength,
    download_url:
      pass === null ? null : `${place}?expires=${pass.expires}&signature=${pass.signature}`,
  };
}

/** An export as this contract shows it to the administrator who asked for it. */
export function toRequestedExport(held: DataExport): RequestedExportReply {
  return { id: held.id, status: held.status, requested_at: held.requestedAt.toISOString() };
}
