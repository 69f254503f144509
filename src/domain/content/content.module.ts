import { Module } from '@nestjs/common';
import { CoursesModule } from '../courses/courses.module';
import { ContentOrderService } from './content-order.service';
import { ContentSchemas } from './content-schemas';
import { ContentTypeEditor } from './content-type-editor';
import { ContentTypeItems } from './content-type-items.repository';
import { ContentTypesRepository } from './content-types.repository';
import { ContentTypesService } from './content-types.service';
import { ContentRepository } from './content.repository';
import { ContentService } from './content.service';
import { LessonsService } from './lessons.service';

@Module({
  imports: [CoursesModule],
  providers: [
    ContentOrderService,
    ContentSchemas,
    ContentTypeEditor,
    ContentTypeItems,
    ContentTypesRepository,
    ContentTypesService,
    ContentRepository,
    ContentService,
    LessonsService,
  ],
  exports: [
    ContentOrderService,
    ContentService,
    ContentTypeEditor,
    ContentTypesService,
    LessonsService,
  ],
})
export class ContentModule {}
