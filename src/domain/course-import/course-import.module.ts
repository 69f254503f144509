import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module';
import { CoursesModule } from '../courses/courses.module';
import { UsersModule } from '../users/users.module';
import { ContentWriter } from './content-writer';
import { CourseImportService } from './course-import.service';
import { CourseWriter } from './course-writer';
import { ImportersService } from './importers.service';
import { ImportOriginsRepository } from './import-origins.repository';
import { ModuleWriter } from './module-writer';

@Module({
  imports: [ContentModule, CoursesModule, UsersModule],
  providers: [
    ContentWriter,
    CourseImportService,
    CourseWriter,
    ImportersService,
    ImportOriginsRepository,
    ModuleWriter,
  ],
  exports: [CourseImportService, ImportersService],
})
export class CourseImportModule {}
