import { Injectable } from '@nestjs/common';
import { OnJob } from '../../../platform/queue/on-job.decorator';
import { CrisisReports } from '../cases/crisis-reports.service';
import type { CaseSource } from '../cases/crisis-case';
import { WATCH_TEXT } from '../crisis.jobs';
import { CrisisDetector } from '../detection/crisis-detector';
import type { Detection } from '../detection/detection';
import { inFirstPerson } from '../detection/told-by-another';
import { WatchedTextsRepository } from './watched-texts.repository';

/** Looks again at what the watch found, with the conversation around it, and reports it. */
@Injectable()
export class CrisisWatchService {
  constructor(
    private readonly texts: WatchedTextsRepository,
    private readonly detector: CrisisDetector,
    private readonly reports: CrisisReports,
  ) {}

  /** May run twice: a source is reported once. */
  @OnJob(WATCH_TEXT)
  async look(job: {
    studentId: number;
    source: 'chat_turn' | 'session_note';
    textId: string;
    version: string;
  }): Promise<void> {
    const { studentId, source, textId, version } = job;
    const detection =
      source === 'chat_turn' ? await this.lookAtTurn(textId) : await this.lookAtNote(textId);
    if (detection === null) return;
    const sourceKey = `${source satisfies CaseSource}:${textId}:${version}`;
    await this.reports.report({ studentId, source, sourceKey, detection });
  }

  private async lookAtTurn(turnId: string): Promise<Detection | null> {
    const turn = await this.texts.findTurn(turnId);
    return turn === null ? null : this.detector.detect(turn.message, turn.earlier);
  }

  private async lookAtNote(sessionId: string): Promise<Detection | null> {
    const note = await this.texts.findNote(sessionId);
    if (note === null) return null;
    const { spans, ...detection } = await this.detector.detect(note, [
      { source: note.source, text: inFirstPerson(note.text) },
    ]);
    const quoted = spans.map((span) => {
      const end = endOfWord(note.text, span.end);
      return { ...span, end, quote: note.text.slice(span.start, end) };
    });
    return { ...detection, spans: quoted };
  }
}

/** A word of the note may be longer than the one that was read for it. */
function endOfWord(text: string, from: number): number {
  let end = from;
  while (end < text.length && /[a-z]/i.test(text[end] as string)) end += 1;
  return end;
}
