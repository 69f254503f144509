/** A module of a course with the content in it, as the roll-up needs it. */
export interface TreeModule {
  readonly id: number;
  readonly parentId: number | null;
  /** Ids of the items that stand right in this module. */
  readonly itemIds: readonly number[];
}

/** How far a student got: percents from 0 to 100 by id; what is absent is 0. */
export interface Reported {
  readonly items: ReadonlyMap<number, number>;
  /** What the student said of a module as a whole. */
  readonly modules: ReadonlyMap<number, number>;
}

/** The same for every module and for the course, whole percents, rounded down. */
export interface RolledUp {
  readonly modules: ReadonlyMap<number, number>;
  readonly course: number;
}

interface Measure {
  readonly units: number;
  readonly percent: number;
}

/** Absorbs what floating point loses, so that a mean of hundreds is a hundred. */
const EPSILON = 1e-9;

/**
 * Rolls progress up a course's tree. The unit is a content item; a module with nothing in it or
 * below it is one unit by itself. A module's percent is the mean over the units below it, or what
 * the student reported of the module if that is more; so is the course's over all its units. A
 * course without units is at 0.
 */
export function rollUp(tree: readonly TreeModule[], reported: Reported): RolledUp {
  const children = Map.groupBy(tree, ({ parentId }) => parentId);
  const modules = new Map<number, number>();
  const measure = (module: TreeModule): Measure => {
    const below = [
      ...module.itemIds.map((id) => ({ units: 1, percent: reported.items.get(id) ?? 0 })),
      ...(children.get(module.id) ?? []).map(measure),
    ];
    const own = reported.modules.get(module.id) ?? 0;
    const whole = below.length === 0 ? { units: 1, percent: own } : together(below);
    const percent = Math.max(own, whole.percent);
    modules.set(module.id, wholePercent(percent));
    return { units: whole.units, percent };
  };
  const course = together((children.get(null) ?? []).map(measure));
  return { modules, course: wholePercent(course.percent) };
}

function together(parts: readonly Measure[]): Measure {
  const units = parts.reduce((sum, part) => sum + part.units, 0);
  const points = parts.reduce((sum, part) => sum + part.units * part.percent, 0);
  return { units, percent: units === 0 ? 0 : points / units };
}

function wholePercent(percent: number): number {
  return Math.min(100, Math.floor(percent + EPSILON));
}
