import { Module } from '@nestjs/common';
import { ContentModule } from '../content/content.module';
import { CoursesModule } from '../courses/courses.module';
import { EnrollmentsModule } from '../enrollments/enrollments.module';
import { UniversitiesModule } from '../universities/universities.module';
import { UsersModule } from '../users/users.module';
import { DemoCourseSeeder } from './demo-course.seeder';
import { DemoEnrollmentSeeder } from './demo-enrollment.seeder';
import { DemoSeeder } from './demo.seeder';

/** What a fresh installation can be tried with. */
@Module({
  imports: [ContentModule, CoursesModule, EnrollmentsModule, UniversitiesModule, UsersModule],
  providers: [DemoCourseSeeder, DemoEnrollmentSeeder, DemoSeeder],
  exports: [DemoSeeder],
})
export class DemoModule {}
