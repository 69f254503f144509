import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { EntitlementGrants } from './entitlement-grants.service';
import { EntitlementsRepository } from './entitlements.repository';
import { Entitlements } from './entitlements.service';

/** What people may use beyond what everybody may: plans, AI budgets, courses. */
@Module({
  imports: [AuditModule],
  providers: [EntitlementGrants, Entitlements, EntitlementsRepository],
  exports: [EntitlementGrants, Entitlements],
})
export class EntitlementsModule {}
