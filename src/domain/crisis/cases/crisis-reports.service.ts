import { Inject, Injectable } from '@nestjs/common';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { Database } from '../../../platform/database/database';
import { Outbox } from '../../../platform/queue/outbox';
import type { Detection } from '../detection/detection';
import { isGraver } from '../detection/severity-band';
import { CrisisDetected } from '../crisis.events';
import { SEND_CRISIS_ALERT } from '../crisis.jobs';
import type { CaseBand, CaseEvidence, CaseSource } from './crisis-case';
import { CrisisCaseStepsRepository, type LockedCase } from './crisis-case-steps.repository';

const MOST_EVIDENCE = 10;
const LONGEST_QUOTE = 200;

/** A detection, and what was looked at. */
export interface CrisisReport {
  readonly studentId: number;
  readonly source: CaseSource;
  /** The same for the same text: reported again, it changes nothing. */
  readonly sourceKey: string;
  readonly detection: Detection;
}

/** Turns detections into cases: one unresolved case a student, however many reports come in. */
@Injectable()
export class CrisisReports {
  constructor(
    private readonly database: Database,
    private readonly cases: CrisisCaseStepsRepository,
    private readonly outbox: Outbox,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * Opens a case, or adds to the one that is there and raises it when this is graver. Coaches are
   * alerted of a case that is new or graver, by rows of the same transaction. Whoever watches hears
   * of danger each time that somebody looked for it; the watch over chats would only repeat itself.
   */
  async report(report: CrisisReport): Promise<void> {
    const { detection } = report;
    if (!detection.isDetected) return;
    await this.database.transaction(async () => {
      const studentUuid = await this.cases.lockStudent(report.studentId);
      if (studentUuid === null || (await this.cases.isReported(report.sourceKey))) return;
      const present = await this.cases.findUnresolved(report.studentId);
      const { caseId, kind } =
        present === null ? await this.open(report) : await this.add(report, present);
      const eventId = await this.cases.appendEvent({
        caseId,
        kind,
        actorId: null,
        note: null,
        source: report.source,
        sourceKey: report.sourceKey,
        evidence: evidenceOf(detection),
      });
      const timestamp = new Date().toISOString();
      const news = { studentUuid, severity: detection.band, timestamp };
      if (kind === 'reported') {
        if (report.source !== 'agent_run') return;
        return this.outbox.publish(new CrisisDetected({ ...news, isKnown: true }));
      }
      await this.outbox.publish(new CrisisDetected(news));
      await this.outbox.enqueue(SEND_CRISIS_ALERT, {
        caseId,
        eventId,
        alsoAdmins: present?.status === 'escalated',
      });
    });
  }

  private async open(report: CrisisReport): Promise<{ caseId: string; kind: 'opened' }> {
    const band = report.detection.band as CaseBand;
    const caseId = await this.cases.open({
      studentId: report.studentId,
      band,
      severity: report.detection.score,
      source: report.source,
      sourceKey: report.sourceKey,
      minutes: this.minutesFor(band),
    });
    return { caseId, kind: 'opened' };
  }

  private async add(
    { detection }: CrisisReport,
    present: LockedCase,
  ): Promise<{ caseId: string; kind: 'raised' | 'reported' }> {
    if (!isGraver(detection.band, present.band)) return { caseId: present.id, kind: 'reported' };
    const band = detection.band as CaseBand;
    await this.cases.raise(present.id, band, detection.score, this.minutesFor(band));
    return { caseId: present.id, kind: 'raised' };
  }

  private minutesFor(band: CaseBand): number {
    return this.configuration.crisis.acknowledgeMinutes[band];
  }
}

function evidenceOf({ spans }: Detection): CaseEvidence[] {
  return spans.slice(0, MOST_EVIDENCE).map(({ source, quote, category, severity }) => ({
    source,
    quote: quote.slice(0, LONGEST_QUOTE).toWellFormed(),
    category,
    severity,
  }));
}
