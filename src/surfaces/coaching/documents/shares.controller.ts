import { Body, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DocumentShares } from '../../../domain/documents/document-shares.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import { DocumentSharesReply, ShareDocumentRequest, toDocumentShares } from './shares.dto';

@ApiTags('Document Management')
@SignedIn()
@CoachingController('documents/:document_id/shares')
export class CoachingDocumentSharesController {
  constructor(private readonly shares: DocumentShares) {}

  @Get()
  @ApiOperation({ summary: 'List with whom a document is shared', description: 'For the student.' })
  @ApiOkResponse({ type: DocumentSharesReply })
  async list(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
  ): Promise<DocumentSharesReply> {
    return toDocumentShares(await this.shares.list(actor, id));
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Share a document with your coach',
    description: 'For the student. It ends when they coach you no longer.',
  })
  @ApiOkResponse({ type: DocumentSharesReply })
  async share(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
    @Body() request: ShareDocumentRequest,
  ): Promise<DocumentSharesReply> {
    return toDocumentShares(await this.shares.share(actor, id, request.coach_id));
  }

  @Delete(':coach_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Share a document no longer', description: 'For the student.' })
  @ApiNoContentResponse()
  async unshare(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
    @UuidParameter('coach_id') coachId: string,
  ): Promise<void> {
    await this.shares.unshare(actor, id, coachId);
  }
}
