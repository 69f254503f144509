import { Body, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { DocumentVersions } from '../../../domain/documents/document-versions.service';
import { DocumentsService } from '../../../domain/documents/documents.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import {
  DeleteDocumentQuery,
  DocumentReply,
  DocumentsQuery,
  DocumentsReply,
  DocumentVersionsReply,
  toDocument,
  toDocumentFilter,
  toDocuments,
  toDocumentVersion,
  UpdateDocumentRequest,
} from './documents.dto';

@ApiTags('Document Management')
@SignedIn()
@CoachingController('documents')
export class CoachingDocumentsController {
  constructor(
    private readonly documents: DocumentsService,
    private readonly versions: DocumentVersions,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List documents',
    description:
      'The newest first: your own; for coaches those that students whom they coach now share with them, and those that they uploaded.',
  })
  @ApiOkResponse({ type: DocumentsReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'They are not your student.' })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: DocumentsQuery,
  ): Promise<DocumentsReply> {
    return toDocuments(
      await this.documents.list(
        actor,
        query.student_id ?? null,
        toDocumentFilter(query),
        sliceOf(query),
      ),
      query,
    );
  }

  @Get(':document_id')
  @ApiOperation({ summary: 'Get a document' })
  @ApiOkResponse({ type: DocumentReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
  ): Promise<DocumentReply> {
    return toDocument(await this.documents.get(actor, id));
  }

  @Patch(':document_id')
  @ApiOperation({
    summary: 'Change the title or the kind of a document',
    description: 'For the student, and the coach who uploaded it. Absent fields stay as they are.',
  })
  @ApiOkResponse({ type: DocumentReply })
  async update(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
    @Body() request: UpdateDocumentRequest,
  ): Promise<DocumentReply> {
    return toDocument(await this.documents.update(actor, id, request));
  }

  @Delete(':document_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a document',
    description: 'For the student, and the coach who uploaded it. Links to it end at once.',
  })
  @ApiNoContentResponse()
  async delete(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
    @Query() query: DeleteDocumentQuery,
  ): Promise<void> {
    await this.documents.delete(actor, id, query.permanent ?? false);
  }

  @Post(':document_id/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Restore a deleted document' })
  @ApiOkResponse({ type: DocumentReply })
  async restore(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
  ): Promise<DocumentReply> {
    return toDocument(await this.documents.restore(actor, id));
  }

  @Get(':document_id/versions')
  @ApiOperation({ summary: 'List every version of a document' })
  @ApiOkResponse({ type: DocumentVersionsReply })
  async listVersions(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
  ): Promise<DocumentVersionsReply> {
    return { versions: (await this.versions.list(actor, id)).map(toDocumentVersion) };
  }
}
