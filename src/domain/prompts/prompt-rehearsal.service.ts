import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { requirePromptAccess } from './prompt-access';
import { explaining } from './prompt-catalogue';
import {
  type LabelledDependent,
  type LoadedPrompts,
  PromptGraphRepository,
} from './prompt-graph.repository';
import { requireMovable } from './prompt-label';
import { byLabel, byVersion, type PromptReference, referenceKey } from './prompt-reference';
import { PromptResolver, type ResolvedPrompt } from './prompt-resolver';
import type { PromptLookup, SourcePrompt } from './prompt-source';
import type { PromptSplit } from './prompt-split';
import { LabelMoveRefused, PromptNotFound, PromptUnresolvable } from './prompts.errors';

/** A move of one label. */
export interface LabelMove {
  readonly name: string;
  readonly version: number;
  readonly label: string;
}

/** What a move of a label would change, without moving it. */
export interface LabelMoveRehearsal {
  /** What the label means now; null when nobody carries it. */
  readonly before: ResolvedPrompt | null;
  readonly after: ResolvedPrompt;
  /** The split that the move would end; none ends when the label stands there already. */
  readonly split: PromptSplit | null;
  /** Versions in use of other prompts that include the label, directly or through others. */
  readonly dependents: readonly LabelledDependent[];
  /** What the watched label means to anybody before and after, by both sides of its split. */
  readonly watched: {
    readonly isReached: boolean;
    readonly before: readonly ResolvedPrompt[];
    readonly after: readonly ResolvedPrompt[];
  };
}

/** Tries label moves out. */
@Injectable()
export class PromptRehearsalService {
  constructor(private readonly graph: PromptGraphRepository) {}

  /**
   * What would come of putting the label on the version.
   *
   * @param watched the label whose reach matters to the caller, whether or not it exists.
   * @throws PromptNotFound
   * @throws Invalid for `latest`.
   * @throws LabelMoveRefused when the move itself would be refused for what it breaks.
   */
  async rehearse(
    actor: Actor,
    move: LabelMove,
    watched: PromptReference,
  ): Promise<LabelMoveRehearsal> {
    requirePromptAccess(actor);
    requireMovable(move.label, ['body', 'label']);
    const moved = byLabel(move.name, move.label);
    const target = byVersion(move.name, move.version);
    const dependents = await this.graph.labelledDependents(move.name, [move.label]);
    const watchedSides = await this.sidesOf(watched);
    const loaded = await this.graph.load([
      target,
      moved,
      ...watchedSides,
      ...dependents.map(({ name, version }) => byVersion(name, version)),
    ]);
    const source = loaded.find(target);
    if (source === null) throw new PromptNotFound(move.name, target);
    const now = new PromptResolver(loaded);
    const then = new PromptResolver(afterMove(loaded, moved, source));
    const isWatched = referenceKey(moved) === referenceKey(watched);
    const moves = loaded.find(moved)?.id !== source.id;
    return {
      before: resolvedSides([moved], loaded, now)[0] ?? null,
      after: refusing(() => then.resolve(source)),
      split: moves ? loaded.splitOf(moved) : null,
      dependents: verified(dependents, loaded, then),
      watched: {
        isReached: isWatched || includesAny(dependents, loaded, watchedSides),
        before: resolvedSides(watchedSides, loaded, now),
        after: resolvedSides(isWatched && moves ? [target] : watchedSides, loaded, then),
      },
    };
  }

  /** The versions that a label means to somebody; none when there is no such label. */
  private async sidesOf(label: PromptReference): Promise<PromptReference[]> {
    const loaded = await this.graph.load([label]);
    const own = loaded.find(label);
    const split = loaded.splitOf(label);
    return [own?.version, split?.version].flatMap((version) =>
      version === undefined ? [] : [byVersion(label.name, version)],
    );
  }
}

function afterMove(
  loaded: PromptLookup,
  moved: PromptReference,
  source: SourcePrompt,
): PromptLookup {
  const key = referenceKey(moved);
  return {
    find: (reference) => (referenceKey(reference) === key ? source : loaded.find(reference)),
  };
}

/** The dependents, once it is sure that each of them still resolves. */
function verified(
  dependents: readonly LabelledDependent[],
  loaded: LoadedPrompts,
  then: PromptResolver,
): readonly LabelledDependent[] {
  refusing(() => {
    for (const { name, version } of dependents) {
      const dependent = loaded.find(byVersion(name, version));
      if (dependent !== null) then.verify(dependent);
    }
  });
  return dependents;
}

function includesAny(
  dependents: readonly LabelledDependent[],
  loaded: LoadedPrompts,
  sides: readonly PromptReference[],
): boolean {
  const ids = new Set(sides.map((side) => loaded.find(side)?.id));
  return dependents.some(({ name, version }) => {
    const id = loaded.find(byVersion(name, version))?.id;
    return id !== undefined && ids.has(id);
  });
}

/** What does not resolve now serves nobody, and counts for nothing. */
function resolvedSides(
  sides: readonly PromptReference[],
  loaded: LoadedPrompts,
  resolver: PromptResolver,
): ResolvedPrompt[] {
  return sides.flatMap((side) => {
    const source = loaded.find(side);
    if (source === null) return [];
    try {
      return [resolver.resolve(source)];
    } catch (error) {
      if (error instanceof PromptUnresolvable) return [];
      throw error;
    }
  });
}

function refusing<Result>(work: () => Result): Result {
  return explaining((cause) => new LabelMoveRefused(cause), work);
}
