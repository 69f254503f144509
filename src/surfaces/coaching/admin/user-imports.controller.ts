import { Body, Get, HttpCode, Inject, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { UserImportsService } from '../../../domain/user-import/user-imports.service';
import type { Actor } from '../../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { TakesSpooledUpload } from '../../http/spooled-uploads';
import { CoachingController } from '../coaching.surface';
import { PageQuery, sliceOf } from '../page-query';
import { UuidParameter } from '../uuid-fields';
import { importErrors } from './user-import-errors';
import {
  ImportUsersReply,
  ImportUsersRequest,
  MOST_IMPORT_BYTES,
  QueuedImportReply,
  toImported,
  toQueued,
  toUserImportReport,
  toUserImports,
  UserImportReportReply,
  UserImportsReply,
} from './user-imports.dto';

@ApiTags('Admin Management')
@PlatformAdminOnly()
@CoachingController('admin/users')
export class CoachingUserImportsController {
  constructor(
    private readonly imports: UserImportsService,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Post('import')
  @HttpCode(200)
  @TakesSpooledUpload({ maxBytes: MOST_IMPORT_BYTES })
  @ApiOperation({
    summary: 'Import people from a CSV file',
    description:
      'Each new person gets an account without a password and a mail that invites them. Whoever has an account stays as they are. A file of more than 1,000 rows goes on as a job.',
  })
  @ApiOkResponse({ type: ImportUsersReply })
  @ApiAcceptedResponse({
    type: QueuedImportReply,
    description: 'It goes on; look at Location.',
    headers: { Location: { schema: { type: 'string' }, description: 'Where the import is.' } },
  })
  async import(
    @CurrentActor() actor: Actor,
    @Body() request: ImportUsersRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportUsersReply | QueuedImportReply> {
    const report = await this.imports.request(actor, {
      open: () => request.file.open(),
      isDryRun: request.dry_run ?? false,
      country: request.country ?? this.configuration.phoneCountry,
    });
    if (report.status === 'success') return toImported(report);
    void reply.status(202).header('Location', `/api/admin/users/imports/${report.id}`);
    return toQueued(report);
  }

  @Get('imports')
  @ApiOperation({ summary: 'List imports', description: 'The newest first.' })
  @ApiOkResponse({ type: UserImportsReply })
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<UserImportsReply> {
    return toUserImports(await this.imports.list(actor, sliceOf(query)), query);
  }

  @Get('imports/:import_id')
  @ApiOperation({ summary: 'See how far an import is' })
  @ApiOkResponse({ type: UserImportReportReply })
  async get(
    @CurrentActor() actor: Actor,
    @UuidParameter('import_id') id: string,
  ): Promise<UserImportReportReply> {
    return toUserImportReport(await this.imports.get(actor, id));
  }

  @Get('imports/:import_id/errors')
  @ApiOperation({ summary: 'Download every error of an import as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'A CSV file.', schema: { type: 'string' } })
  async errors(
    @CurrentActor() actor: Actor,
    @UuidParameter('import_id') id: string,
  ): Promise<StreamableFile> {
    return importErrors(await this.imports.errorsOf(actor, id));
  }

  @Post('imports/:import_id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Stop an import',
    description: 'Whoever was imported before stays.',
  })
  @ApiOkResponse({ type: UserImportReportReply })
  async cancel(
    @CurrentActor() actor: Actor,
    @UuidParameter('import_id') id: string,
  ): Promise<UserImportReportReply> {
    return toUserImportReport(await this.imports.cancel(actor, id));
  }
}
