import { Body, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DocumentDownloads } from '../../../domain/documents/document-downloads.service';
import type { Actor } from '../../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { CurrentActor, SignedIn } from '../../access';
import { CoachingController } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import {
  DownloadLinkReply,
  DownloadLinkRequest,
  DownloadQuery,
  toDownloadLink,
} from './downloads.dto';
import { sendFile } from './file-reply';
import { AnswersWithFile } from './file-replies.decorator';

@ApiTags('Document Management')
@SignedIn()
@CoachingController('documents/:document_id')
export class CoachingDocumentDownloadsController {
  constructor(
    private readonly downloads: DocumentDownloads,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('content')
  @ApiOperation({
    summary: 'Download the file of a document',
    description: 'Once it was found clean. Takes a Range of bytes.',
  })
  @AnswersWithFile()
  async download(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
    @Query() query: DownloadQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(request, reply, await this.downloads.get(actor, id, query.version ?? null));
  }

  @Post('download-links')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Make a short-lived link to the file of a document',
    description: 'For a browser or a viewer that sends no token. It works for five minutes.',
  })
  @ApiOkResponse({ type: DownloadLinkReply })
  async link(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
    @Body() request: DownloadLinkRequest,
  ): Promise<DownloadLinkReply> {
    return toDownloadLink(
      await this.downloads.link(actor, id, request.version ?? null),
      this.configuration.http.publicUrl,
    );
  }
}
