import { Module } from '@nestjs/common';
import { SettingsModule } from '../settings/settings.module';
import { CoachingOverviewRepository } from './coaching-overview.repository';
import { CoachingOverviewService } from './coaching-overview.service';
import { ReportingTimeZone } from './reporting-time-zone';

/** Figures about everybody for those who run the installation. No feature depends on it. */
@Module({
  imports: [SettingsModule],
  providers: [CoachingOverviewRepository, CoachingOverviewService, ReportingTimeZone],
  exports: [CoachingOverviewService],
})
export class AnalyticsModule {}
