import { Injectable, Logger } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { UnansweredConsents } from '../consent/unanswered-consents.service';
import { ExportEnding } from '../exports/export-ending.service';
import { FORGET_OLD_DATA } from '../privacy.jobs';
import { RetentionPeriods } from './retention-periods';
import { RetentionRepository } from './retention.repository';

const BATCH = 1_000;
/** One night removes at most so many batches of a kind; the next one goes on. */
const MOST_BATCHES = 1_000;

/** Forgets every night what is older than the retention periods, batch by batch. */
@Injectable()
export class RetentionService {
  private readonly logger = new Logger(RetentionService.name);

  constructor(
    private readonly periods: RetentionPeriods,
    private readonly old: RetentionRepository,
    private readonly exports: ExportEnding,
    private readonly consents: UnansweredConsents,
  ) {}

  /** May be called again at any time: what is gone is gone. */
  @OnJob(FORGET_OLD_DATA)
  async forget(): Promise<void> {
    const periods = await this.periods.current();
    await this.repeat('audit rows', () => this.old.forgetAuditEntries(periods.auditDays, BATCH));
    await this.repeat('sign-ins', () => this.old.forgetSignIns(periods.signInDays, BATCH));
    await this.repeat('agent runs', () => this.old.forgetAgentRuns(periods.agentRunDays, BATCH));
    await this.repeat('mails', () => this.old.forgetEmails(periods.emailDays, BATCH));
    await this.repeat('notifications', () =>
      this.old.forgetNotifications(periods.notificationDays, BATCH),
    );
    await this.repeat('account tokens', () => this.old.forgetAccountTokens(BATCH));
    await this.repeat('exports', () => this.exports.removeExpired(BATCH));
    await this.consents.erase(periods.consentDays, BATCH);
  }

  private async repeat(what: string, forget: () => Promise<number>): Promise<void> {
    let forgotten = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const count = await forget();
      forgotten += count;
      if (count < BATCH) break;
    }
    if (forgotten > 0) this.logger.log(`Forgot ${forgotten} ${what} past their time`);
  }
}
