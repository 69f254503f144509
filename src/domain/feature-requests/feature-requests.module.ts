import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { FeatureRequestsRepository } from './feature-requests.repository';
import { FeatureRequestsService } from './feature-requests.service';

/** What people wish Trellis could do. */
@Module({
  imports: [AuditModule],
  providers: [FeatureRequestsRepository, FeatureRequestsService],
  exports: [FeatureRequestsService],
})
export class FeatureRequestsModule {}
