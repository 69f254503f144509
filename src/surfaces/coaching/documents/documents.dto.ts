import { ApiProperty } from '@nestjs/swagger';
import {
  type Document,
  DOCUMENT_KINDS,
  DOCUMENT_STATUSES,
  type DocumentFilter,
  type DocumentKind,
  type DocumentStatus,
  type DocumentVersion,
  FILE_FAULTS,
  isDownloadable,
} from '../../../domain/documents/document';
import type { Page } from '../../../kernel/page';
import { TextField } from '../../http/fields';
import { QueryFlag } from '../../http/query-flag';
import { ChoiceField } from '../../http/value-fields';
import { PageQuery } from '../page-query';
import { PageReply } from '../page-reply';
import { UuidField } from '../uuid-fields';

/** Which documents to list. */
export class DocumentsQuery extends PageQuery {
  @UuidField({ optional: true, description: 'Of one student; of all you may read when absent.' })
  student_id?: string;

  @ChoiceField(DOCUMENT_KINDS, { example: 'essay', optional: true })
  kind?: DocumentKind;

  @ChoiceField(DOCUMENT_STATUSES, { example: 'extracted', optional: true })
  status?: DocumentStatus;

  @QueryFlag('Those that were deleted and can be restored, instead of the others.')
  deleted?: boolean;
}

/** How a document is deleted. */
export class DeleteDocumentQuery {
  @QueryFlag(
    'For good, at once, deleted ones too. Else it can be restored, for 30 days or what the settings say.',
  )
  permanent?: boolean;
}

/** What changes about a document; absent stays as it is. */
export class UpdateDocumentRequest {
  @TextField({ maximum: 200, example: 'Common App essay', optional: true })
  title?: string;

  @ChoiceField(DOCUMENT_KINDS, { example: 'essay', optional: true })
  kind?: DocumentKind;
}

/** One file of a document. */
export class DocumentVersionReply {
  @ApiProperty({ type: 'integer', example: 1, description: 'From 1 on.' })
  version: number;

  @ApiProperty({ example: 'essay.pdf' })
  file_name: string;

  @ApiProperty({ example: 'application/pdf', description: 'Found in the bytes of the file.' })
  content_type: string;

  @ApiProperty({ type: 'integer', example: 48_213 })
  byte_length: number;

  @ApiProperty({
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'Of the bytes, in hexadecimal.',
  })
  sha256: string;

  @ApiProperty({
    enum: [...DOCUMENT_STATUSES],
    example: 'extracted',
    description: 'Images stay clean: no text is read from them.',
  })
  status: string;

  @ApiProperty({ type: Boolean, example: true, description: 'Not before a file was found clean.' })
  downloadable: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'clamav',
    description: 'Who looked for viruses; none when nobody did, null as long as nobody has.',
  })
  scanner: string | null;

  @ApiProperty({ type: Boolean, example: true, description: 'Whether somebody looked.' })
  scanned: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'What the scanner calls what it found. The bytes of an infected file are gone.',
  })
  signature: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...FILE_FAULTS, null],
    example: null,
    description: 'Why the scan failed, or why no text was read.',
  })
  fault: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 2 })
  pages: number | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  created_at: string;
}

/** Every file of a document. */
export class DocumentVersionsReply {
  @ApiProperty({ type: [DocumentVersionReply], description: 'The newest first.' })
  versions: DocumentVersionReply[];
}

/** A document with its current file. */
export class DocumentReply extends DocumentVersionReply {
  @ApiProperty({ format: 'uuid', example: '7d9f2c1e-5b0a-4c3d-8e6f-1a2b3c4d5e6f' })
  id: string;

  @ApiProperty({ format: 'uuid', example: '123e4567-e89b-12d3-a456-426614174000' })
  student_id: string;

  @ApiProperty({ example: 'John Doe' })
  student_name: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    example: '123e4567-e89b-12d3-a456-426614174000',
    description: 'Null once that account is gone.',
  })
  uploaded_by: string | null;

  @ApiProperty({ enum: [...DOCUMENT_KINDS], example: 'essay' })
  kind: string;

  @ApiProperty({ example: 'Common App essay' })
  title: string;

  @ApiProperty({ type: Boolean, example: true, description: 'Whether you may change it.' })
  writable: boolean;

  @ApiProperty({ format: 'date-time', example: '2026-01-20T10:30:00.000Z' })
  updated_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  deleted_at: string | null;
}

/** A page of documents. */
export class DocumentsReply extends PageReply {
  @ApiProperty({ type: [DocumentReply] })
  documents: DocumentReply[];
}

/** The domain's words for a query. */
export function toDocumentFilter(query: DocumentsQuery): DocumentFilter {
  return {
    kind: query.kind ?? null,
    status: query.status ?? null,
    isDeleted: query.deleted ?? false,
  };
}

/** A version as this contract shows it; where it lies is ours to know. */
export function toDocumentVersion(version: DocumentVersion): DocumentVersionReply {
  return {
    version: version.number,
    file_name: version.fileName,
    content_type: version.mediaType,
    byte_length: version.byteLength,
    sha256: version.sha256,
    status: version.status,
    downloadable: isDownloadable(version),
    scanner: version.scanner,
    scanned: version.scanned,
    signature: version.signature,
    fault: version.fault,
    pages: version.pages,
    created_at: version.createdAt.toISOString(),
  };
}

/** A document as this contract shows it. */
export function toDocument(document: Document): DocumentReply {
  return {
    ...toDocumentVersion(document.current),
    id: document.id,
    student_id: document.owner.uuid,
    student_name: document.owner.name,
    uploaded_by: document.uploadedBy?.uuid ?? null,
    kind: document.kind,
    title: document.title,
    writable: document.isWritable,
    created_at: document.createdAt.toISOString(),
    updated_at: document.updatedAt.toISOString(),
    deleted_at: document.deletedAt?.toISOString() ?? null,
  };
}

/** A page of documents as this contract shows it. */
export function toDocuments(documents: Page<Document>, query: PageQuery): DocumentsReply {
  return {
    documents: documents.items.map(toDocument),
    total: documents.total,
    page: query.page,
    per_page: query.per_page,
  };
}
