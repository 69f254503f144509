import { Get, HttpCode, Post, Query, Res, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataExportsService } from '../../../domain/privacy/exports/data-exports.service';
import { ExportDownloads } from '../../../domain/privacy/exports/export-downloads.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, Public, SignedIn } from '../../access';
import { CoachingController, CoachingError } from '../coaching.surface';
import { UuidParameter } from '../uuid-fields';
import { DownloadQuery, ExportReply, ExportsReply, toExport } from './exports.dto';

@ApiTags('Privacy')
@CoachingController('privacy/exports')
export class CoachingPrivacyExportsController {
  constructor(
    private readonly exports: DataExportsService,
    private readonly downloads: ExportDownloads,
  ) {}

  @SignedIn()
  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Ask for a copy of your data',
    description: 'Made in the background; a mail tells when it is there. One at a time.',
  })
  @ApiAcceptedResponse({
    type: ExportReply,
    headers: { Location: { schema: { type: 'string' }, description: 'Where the export is.' } },
  })
  async create(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportReply> {
    const started = await this.exports.request(actor);
    void reply.header('Location', `/api/privacy/exports/${started.id}`);
    return toExport(started, null);
  }

  @SignedIn()
  @Get()
  @ApiOperation({ summary: 'List the copies of your data', description: 'The newest first.' })
  @ApiOkResponse({ type: ExportsReply })
  async list(@CurrentActor() actor: Actor): Promise<ExportsReply> {
    const held = await this.exports.list(actor);
    return { exports: held.map((one) => toExport(one, this.downloads.passFor(one))) };
  }

  @SignedIn()
  @Get(':export_id')
  @ApiOperation({ summary: 'Look at a copy of your data, and get a link to it' })
  @ApiOkResponse({ type: ExportReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('export_id') id: string,
  ): Promise<ExportReply> {
    const held = await this.exports.get(actor, id);
    return toExport(held, this.downloads.passFor(held));
  }

  @Public()
  @Get(':export_id/download')
  @ApiOperation({
    summary: 'Download a copy of your data',
    description: 'By the link of a few minutes that the export shows to its person.',
  })
  @ApiOkResponse({
    description: 'A zip archive.',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiForbiddenResponse({ type: CoachingError, description: 'The link is forged or too old.' })
  async download(
    @UuidParameter('export_id') id: string,
    @Query() query: DownloadQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { content, byteLength } = await this.downloads.open(id, query);
    void reply.headers({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
    return new StreamableFile(content, {
      type: 'application/zip',
      disposition: 'attachment; filename="trellis-data.zip"',
      length: byteLength,
    });
  }
}
