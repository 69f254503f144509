import { Module } from '@nestjs/common';
import { CoursesModule } from '../courses/courses.module';
import { ContentSchemas } from './content-schemas';
import { ContentTypesRepository } from './content-types.repository';
import { ContentTypesService } from './content-types.service';
import { ContentRepository } from './content.repository';
import { ContentService } from './content.service';
import { LessonsService } from './lessons.service';

@Module({
  imports: [CoursesModule],
  providers: [
    ContentSchemas,
    ContentTypesRepository,
    ContentTypesService,
    ContentRepository,
    ContentService,
    LessonsService,
  ],
  exports: [ContentService, ContentTypesService, LessonsService],
})
export class ContentModule {}
