import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { TUTOR_PROMPT } from '../chat/tutor-prompts';
import type { Course } from '../courses/course.entity';
import { CoursesService } from '../courses/courses.service';
import { asPlainText } from '../prompts/prompt-body';
import type { LabelledDependent } from '../prompts/prompt-graph.repository';
import { PRODUCTION } from '../prompts/prompt-label';
import { byLabel } from '../prompts/prompt-reference';
import {
  type LabelMove,
  type LabelMoveRehearsal,
  PromptRehearsalService,
} from '../prompts/prompt-rehearsal.service';
import type { ResolvedPrompt } from '../prompts/prompt-resolver';
import type { PromptSplit } from '../prompts/prompt-split';
import { RepliesRepository } from '../replies/replies.repository';
import { textDifference } from './text-difference';

/** Courses are named up to this number; tutoring by one prompt reaches all of them anyway. */
const MOST_COURSES = 100;

/** What putting a label on a version would touch. */
export interface PromptImpact extends LabelMove {
  /** The version that the label stands on now; null when nobody carries it. */
  readonly currentVersion: number | null;
  /** The split that would end. */
  readonly endedSplit: PromptSplit | null;
  /** Versions in use of other prompts that include the label, directly or through others. */
  readonly dependents: readonly LabelledDependent[];
  /** The courses of the actor's sight whose tutor is led by it; at most 100. */
  readonly courses: readonly Course[];
  /** Nodes of the reply tree that new sessions would not reach any more. */
  readonly cachedReplies: number;
  /** Unified diff of the resolved text; empty when nothing changes. */
  readonly difference: string;
}

/** Tells authors what a publish would touch, before it happens. */
@Injectable()
export class PromptImpactService {
  constructor(
    private readonly rehearsals: PromptRehearsalService,
    private readonly replies: RepliesRepository,
    private readonly courses: CoursesService,
  ) {}

  /**
   * The impact of putting the label on the version; nothing is changed.
   *
   * @throws PromptNotFound
   * @throws Invalid for `latest`.
   * @throws LabelMoveRefused when the move would be refused for what it breaks.
   */
  async of(actor: Actor, move: LabelMove): Promise<PromptImpact> {
    const tutor = byLabel(TUTOR_PROMPT, PRODUCTION);
    const rehearsal = await this.rehearsals.rehearse(actor, move, tutor);
    const { before, after, split, dependents, watched } = rehearsal;
    return {
      ...move,
      currentVersion: before?.version ?? null,
      endedSplit: split,
      dependents,
      courses: watched.isReached
        ? await this.courses.list(actor, null, { skip: 0, limit: MOST_COURSES })
        : [],
      cachedReplies: await this.replies.countOfPrompts(supersededHashes(watched)),
      difference: textDifference(named(before, move), named(after, move)),
    };
  }
}

/** The prompts that led somebody's tutor before and nobody's after. */
function supersededHashes({ before, after }: LabelMoveRehearsal['watched']): Buffer[] {
  return before
    .map(({ hash }) => hash)
    .filter((hash) => !after.some((prompt) => prompt.hash.equals(hash)));
}

function named(prompt: ResolvedPrompt | null, { name }: LabelMove): { name: string; text: string } {
  if (prompt === null) return { name: '/dev/null', text: '' };
  return {
    name: `${name} (version ${prompt.version})`,
    text: asPlainText(prompt.messages ?? prompt.text),
  };
}
