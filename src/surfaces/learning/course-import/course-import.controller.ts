import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { archiveName, readArchive } from '../../../domain/course-import/archive-reader';
import { CourseImportService } from '../../../domain/course-import/course-import.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, PlatformAdminOnly } from '../../access';
import { TakesUpload } from '../../http/uploads';
import { LearningController } from '../learning.surface';
import { ImportCourseRequest, ImportReply, toImportOptions, toImport } from './course-import.dto';

@ApiTags('Admin')
@PlatformAdminOnly()
@LearningController('admin/courses')
export class LearningCourseImportController {
  constructor(private readonly imports: CourseImportService) {}

  @Post('import')
  @HttpCode(200)
  @TakesUpload()
  @ApiOperation({
    summary: 'Import a course from an archive',
    description:
      'A .tar.gz or .zip of Markdown lessons with GIFT quizzes, or of an Open edX export (OLX). ' +
      'The same archive twice changes nothing; a source with errors is refused as a whole, each ' +
      'error with its file and line. A dry run reports errors too and stores nothing.',
  })
  @ApiOkResponse({ type: ImportReply })
  async import(
    @CurrentActor() actor: Actor,
    @Body() { archive, dry_run: isDryRun, ...request }: ImportCourseRequest,
  ): Promise<ImportReply> {
    const files = await readArchive(archive.bytes, archiveName(archive.name));
    const options = toImportOptions(request);
    return toImport(
      isDryRun === true
        ? await this.imports.preview(actor, files, options)
        : await this.imports.import(actor, files, options),
    );
  }
}
