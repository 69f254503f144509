import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DocumentUploads } from '../../../domain/documents/document-uploads.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { TakesSpooledUpload } from '../../http/spooled-uploads';
import { CoachingController, CoachingError } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import { DocumentReply, toDocument } from './documents.dto';
import { toDocumentDraft, UploadDocumentRequest, UploadVersionRequest } from './uploads.dto';

/** The largest file that the settings can allow: 50 MB. */
const UPLOAD = { maxBytes: 52_428_800 };

@ApiTags('Document Management')
@SignedIn()
@CoachingController('documents')
export class CoachingDocumentUploadsController {
  constructor(private readonly uploads: DocumentUploads) {}

  @Post()
  @HttpCode(200)
  @TakesSpooledUpload(UPLOAD)
  @ApiOperation({
    summary: 'Upload a document',
    description:
      'At most 25 MB, or what the settings say, up to 50 MB. Its type is what its bytes are. It can be downloaded once it was found clean.',
  })
  @ApiOkResponse({ type: DocumentReply })
  @ApiNotFoundResponse({ type: CoachingError, description: 'They are not your student.' })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: UploadDocumentRequest,
  ): Promise<DocumentReply> {
    return toDocument(await this.uploads.create(actor, toDocumentDraft(request), request.file));
  }

  @Post(':document_id/versions')
  @HttpCode(200)
  @TakesSpooledUpload(UPLOAD)
  @ApiOperation({
    summary: 'Upload the next version of a document',
    description: 'For the student, and the coach who uploaded it. Earlier versions stay.',
  })
  @ApiOkResponse({ type: DocumentReply })
  async addVersion(
    @CurrentActor() actor: Actor,
    @UuidParameter('document_id') id: string,
    @Body() request: UploadVersionRequest,
  ): Promise<DocumentReply> {
    return toDocument(await this.uploads.addVersion(actor, id, request.file));
  }
}
