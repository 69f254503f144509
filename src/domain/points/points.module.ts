import { Module } from '@nestjs/common';
import { type Clock, systemClock } from '../../kernel/clock';
import { AuditModule } from '../audit/audit.module';
import { StudentsModule } from '../students/students.module';
import { TaskCompletionsModule } from '../tasks/task-completions.module';
import { LedgerChecksRepository } from './checks/ledger-checks.repository';
import { LedgerChecks } from './checks/ledger-checks.service';
import { LedgerRepository } from './ledger.repository';
import { PointsAdjustments } from './points-adjustments.service';
import { PointsLedger } from './points-ledger.service';
import { Points } from './points.service';
import { Commitments } from './staking/commitments.service';
import { StakeAccrual } from './staking/stake-accrual.service';
import { StakeBook } from './staking/stake-book';
import { StakeRelease } from './staking/stake-release.service';
import { StakesRepository } from './staking/stakes.repository';
import { STAKING_CLOCK } from './staking/staking-clock';
import { StakingOverview } from './staking/staking-overview.service';
import { StakingProductsRepository } from './staking/staking-products.repository';
import { Staking } from './staking/staking.service';
import { PointsStatement } from './statement/points-statement.service';
import { StatementRepository } from './statement/statement.repository';
import { StudentPoints } from './student-points.service';

/** Points that people earn, a ledger of them that only grows, and what they commit of them. */
@Module({
  imports: [AuditModule, StudentsModule, TaskCompletionsModule],
  providers: [
    Commitments,
    LedgerChecks,
    LedgerChecksRepository,
    LedgerRepository,
    Points,
    PointsAdjustments,
    PointsLedger,
    PointsStatement,
    StakeAccrual,
    StakeBook,
    StakeRelease,
    StakesRepository,
    Staking,
    StakingOverview,
    StakingProductsRepository,
    StatementRepository,
    StudentPoints,
    { provide: STAKING_CLOCK, useFactory: (): Clock => ({ ...systemClock }) },
  ],
  exports: [
    LedgerChecks,
    Points,
    PointsAdjustments,
    PointsStatement,
    StakeRelease,
    Staking,
    StakingOverview,
    StudentPoints,
  ],
})
export class PointsModule {}
