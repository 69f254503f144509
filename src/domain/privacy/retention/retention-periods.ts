import { Injectable } from '@nestjs/common';
import { Settings } from '../../settings/settings.service';

/** For how long things are kept, in days unless the name says otherwise. */
export interface Periods {
  readonly auditDays: number;
  readonly emailDays: number;
  readonly agentRunDays: number;
  readonly signInDays: number;
  readonly deletedDocumentDays: number;
  readonly exportDays: number;
  readonly notificationDays: number;
  /** How long an erasure waits for a change of mind. */
  readonly erasureHours: number;
  /** How long an account of a child waits for the guardian. */
  readonly consentDays: number;
}

/** The retention periods that hold now, as administrators set them. */
@Injectable()
export class RetentionPeriods {
  constructor(private readonly settings: Settings) {}

  async current(): Promise<Periods> {
    const retention = await this.settings.current('retention');
    return {
      auditDays: retention.audit,
      emailDays: retention.email_messages,
      agentRunDays: retention.agent_runs,
      signInDays: retention.sign_ins,
      deletedDocumentDays: retention.documents_deleted,
      exportDays: retention.exports,
      notificationDays: retention.notifications,
      erasureHours: retention.erasure_hours,
      consentDays: retention.guardian_consent,
    };
  }
}
