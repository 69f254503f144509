import { textsOf } from './prompt-body';
import { describeReference, type PromptReference, referenceKey } from './prompt-reference';
import { describePrompt, type PromptLookup, type SourcePrompt } from './prompt-source';
import { parsePromptText, type PromptSegment, referencesIn } from './prompt-tag';
import {
  DependencyCycle,
  DependencyMissing,
  DependencyNotText,
  DependencyTooDeep,
  ResolvedPromptTooLong,
} from './prompts.errors';

/** How many levels of inclusion there may be below a prompt. */
export const DEEPEST_INCLUSION = 5;

/** The longest resolved text, in UTF-16 code units: few tags, nested, could ask for gigabytes. */
export const LONGEST_RESOLVED_TEXT = 500_000;

/** One inclusion: how it is written, what it means at present, and what is below that. */
export interface Inclusion {
  readonly reference: PromptReference;
  readonly child: SourcePrompt;
  readonly below: Outline;
}

/** What a prompt includes, measured without building any text. */
export interface Outline {
  /** For each text of the body, its pieces. */
  readonly parts: readonly (readonly PromptSegment[])[];
  readonly inclusions: ReadonlyMap<string, Inclusion>;
  /** Levels of inclusion below. */
  readonly height: number;
  /** Of the resolved text, in UTF-16 code units. */
  readonly length: number;
  readonly namesBelow: ReadonlySet<string>;
}

/**
 * Measures prompts through everything they include. Each version is worked out once, however often
 * it is included. A name must not come back further down a chain, in whatever version: moving one
 * label would otherwise close the circle.
 */
export class PromptOutliner {
  private readonly outlines = new Map<number, Outline>();

  constructor(private readonly lookup: PromptLookup) {}

  /**
   * The outline of a prompt.
   *
   * @param above the prompts that include it on the way from the root, outermost first.
   * @throws PromptUnresolvable (one of its kinds) naming the chain that leads to the problem.
   */
  outline(prompt: SourcePrompt, above: readonly SourcePrompt[] = []): Outline {
    const known = this.outlines.get(prompt.id);
    if (known !== undefined) return known;
    const path = [...above, prompt];
    const parts = textsOf(prompt.body).map(parsePromptText);
    const segments = parts.flat();
    const inclusions = new Map<string, Inclusion>();
    const namesBelow = new Set<string>();
    let height = 0;
    for (const reference of referencesIn(segments)) {
      const inclusion = this.include(reference, path);
      inclusions.set(referenceKey(reference), inclusion);
      namesBelow.add(reference.name);
      for (const name of inclusion.below.namesBelow) namesBelow.add(name);
      height = Math.max(height, 1 + inclusion.below.height);
    }
    const length = lengthOf(segments, inclusions);
    if (length > LONGEST_RESOLVED_TEXT) {
      throw new ResolvedPromptTooLong(LONGEST_RESOLVED_TEXT, path.map(describePrompt));
    }
    const outline = { parts, inclusions, height, length, namesBelow };
    this.outlines.set(prompt.id, outline);
    return outline;
  }

  private include(reference: PromptReference, path: readonly SourcePrompt[]): Inclusion {
    const chain = () => [...path.map(describePrompt), describeReference(reference)];
    if (path.some((prompt) => prompt.name === reference.name)) throw new DependencyCycle(chain());
    if (path.length > DEEPEST_INCLUSION) throw new DependencyTooDeep(DEEPEST_INCLUSION, chain());
    const child = this.lookup.find(reference);
    if (child === null) throw new DependencyMissing(chain());
    if (typeof child.body !== 'string') throw new DependencyNotText(chain());
    const inclusion = { reference, child, below: this.outline(child, path) };
    refuseRecurrence(inclusion, path);
    refuseDepth(inclusion, path);
    return inclusion;
  }
}

/** A name of the path may come back below an inclusion that was measured from elsewhere. */
function refuseRecurrence(inclusion: Inclusion, path: readonly SourcePrompt[]): void {
  const again = path.find((prompt) => inclusion.below.namesBelow.has(prompt.name));
  if (again === undefined) return;
  const way = trail(
    inclusion,
    ({ reference, below }) => reference.name === again.name || below.namesBelow.has(again.name),
  );
  throw new DependencyCycle([...path.map(describePrompt), ...way]);
}

/** The chain below an inclusion that was measured from elsewhere may be too long from here. */
function refuseDepth(inclusion: Inclusion, path: readonly SourcePrompt[]): void {
  if (path.length + inclusion.below.height <= DEEPEST_INCLUSION) return;
  const way = trail(inclusion, ({ below }, parent) => below.height === parent.height - 1);
  throw new DependencyTooDeep(DEEPEST_INCLUSION, [...path.map(describePrompt), ...way]);
}

/** From one inclusion down, at each level through the first that is on the way. */
function trail(
  start: Inclusion,
  isOnTheWay: (inclusion: Inclusion, parent: Outline) => boolean,
): string[] {
  const steps = [describePrompt(start.child)];
  for (let { below } = start; ;) {
    const next = [...below.inclusions.values()].find((inclusion) => isOnTheWay(inclusion, below));
    if (next === undefined) return steps;
    steps.push(describePrompt(next.child));
    below = next.below;
  }
}

function lengthOf(
  segments: readonly PromptSegment[],
  inclusions: ReadonlyMap<string, Inclusion>,
): number {
  return segments.reduce<number>(
    (sum, segment) =>
      sum +
      (typeof segment === 'string'
        ? segment.length
        : (inclusions.get(referenceKey(segment))?.below.length ?? 0)),
    0,
  );
}
