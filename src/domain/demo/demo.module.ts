import { Module } from '@nestjs/common';
import { CoachModule } from '../coach/coach.module';
import { CollegesModule } from '../colleges/colleges.module';
import { ContentModule } from '../content/content.module';
import { CoursesModule } from '../courses/courses.module';
import { EnrollmentsModule } from '../enrollments/enrollments.module';
import { OpportunitiesModule } from '../opportunities/opportunities.module';
import { StudentsModule } from '../students/students.module';
import { UniversitiesModule } from '../universities/universities.module';
import { UsersModule } from '../users/users.module';
import { DemoAccountsSeeder } from './demo-accounts.seeder';
import { DemoCourseSeeder } from './demo-course.seeder';
import { DemoEnrollmentSeeder } from './demo-enrollment.seeder';
import { DemoStudentSeeder } from './demo-student.seeder';
import { DemoSeeder } from './demo.seeder';
import { StarterCollegesSeeder } from './starter-colleges.seeder';
import { StarterOpportunitiesSeeder } from './starter-opportunities.seeder';

/** What a fresh installation can be tried with. */
@Module({
  imports: [
    CoachModule,
    CollegesModule,
    ContentModule,
    CoursesModule,
    EnrollmentsModule,
    OpportunitiesModule,
    StudentsModule,
    UniversitiesModule,
    UsersModule,
  ],
  providers: [
    DemoAccountsSeeder,
    DemoCourseSeeder,
    DemoEnrollmentSeeder,
    DemoSeeder,
    DemoStudentSeeder,
    StarterCollegesSeeder,
    StarterOpportunitiesSeeder,
  ],
  exports: [DemoSeeder, StarterCollegesSeeder, StarterOpportunitiesSeeder],
})
export class DemoModule {}
