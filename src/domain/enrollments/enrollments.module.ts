import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { CoursesModule } from '../courses/courses.module';
import { EntitlementsModule } from '../entitlements/entitlements.module';
import { CourseStatisticsRepository } from './course-statistics.repository';
import { CourseStatisticsService } from './course-statistics.service';
import { EnrollmentsRepository } from './enrollments.repository';
import { EnrollmentsService } from './enrollments.service';

@Module({
  imports: [AuditModule, CoursesModule, EntitlementsModule],
  providers: [
    CourseStatisticsRepository,
    CourseStatisticsService,
    EnrollmentsRepository,
    EnrollmentsService,
  ],
  exports: [CourseStatisticsService, EnrollmentsService],
})
export class EnrollmentsModule {}
