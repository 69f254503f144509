import { Get, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DocumentDownloads } from '../../../domain/documents/document-downloads.service';
import { Public } from '../../access';
import { CoachingController } from '../coaching.surface';
import { AnswersWithFile } from './file-replies.decorator';
import { sendFile } from './file-reply';
import { FileToken } from './file-token';

@ApiTags('Document Management')
@CoachingController('documents/files')
export class CoachingFileLinksController {
  constructor(private readonly downloads: DocumentDownloads) {}

  @Get(':token')
  @Public()
  @ApiOperation({
    summary: 'Follow a download link',
    description:
      'Works for five minutes, and no longer than whoever made it may read the document and stays signed in.',
  })
  @AnswersWithFile()
  async follow(
    @FileToken('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(request, reply, await this.downloads.follow(token));
  }
}
