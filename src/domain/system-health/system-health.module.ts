import { Module } from '@nestjs/common';
import { AgentOutcomesRepository } from './agent-outcomes.repository';
import { AgentsProbe } from './agents-probe';
import { SystemHealthService } from './system-health.service';

/** How the installation does, for those who run it. */
@Module({
  providers: [AgentOutcomesRepository, AgentsProbe, SystemHealthService],
  exports: [SystemHealthService],
})
export class SystemHealthModule {}
