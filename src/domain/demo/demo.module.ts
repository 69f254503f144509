import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module';
import { CoursesModule } from '../courses/courses.module';
import { UniversitiesModule } from '../universities/universities.module';
import { UsersModule } from '../users/users.module';
import { DemoCourseSeeder } from './demo-course.seeder';
import { DemoSeeder } from './demo.seeder';

/** What a fresh installation can be tried with. */
@Module({
  imports: [ContentModule, CoursesModule, UniversitiesModule, UsersModule],
  providers: [DemoCourseSeeder, DemoSeeder],
  exports: [DemoSeeder],
})
export class DemoModule {}
