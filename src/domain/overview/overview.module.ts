import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module';
import { OverviewRepository } from './overview.repository';
import { OverviewService } from './overview.service';

@Module({
  imports: [UsersModule],
  providers: [OverviewRepository, OverviewService],
  exports: [OverviewService],
})
export class OverviewModule {}
