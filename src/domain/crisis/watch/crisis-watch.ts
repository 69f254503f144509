import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../platform/queue/outbox';
import { detectByRules } from '../detection/crisis-rules';
import { inFirstPerson } from '../detection/told-by-another';
import { WATCH_TEXT } from '../crisis.jobs';

/** Weaker than a detection, so that several weak messages are seen together. */
const WORTH_A_LOOK = 0.3;

/**
 * Watches what is stored. Called in the transaction that stores a text: ordinary ones cost a scan
 * by the rules, and only where that finds something a job is queued with it.
 */
@Injectable()
export class CrisisWatch {
  constructor(private readonly outbox: Outbox) {}

  /** A free-form message of a student to the tutor. */
  async watchTurn(studentId: number, turnId: string, text: string): Promise<void> {
    const { score } = detectByRules([{ source: 'chat_turn', text }]);
    if (score < WORTH_A_LOOK) return;
    await this.outbox.enqueue(WATCH_TEXT, {
      studentId,
      source: 'chat_turn',
      textId: turnId,
      version: '1',
    });
  }

  /** What a coach noted of a session with a student; again after every change of it. */
  async watchNote(studentId: number, sessionId: string, text: string): Promise<void> {
    const { isDetected } = detectByRules([
      { source: 'session_note', text },
      { source: 'session_note', text: inFirstPerson(text) },
    ]);
    if (!isDetected) return;
    const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const source = 'session_note';
    await this.outbox.enqueue(WATCH_TEXT, { studentId, source, textId: sessionId, version });
  }
}
