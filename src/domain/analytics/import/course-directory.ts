import type { ActivityReferencesRepository } from './activity-references.repository';
import type { ReferenceTable } from './reference-table';

const MOST_REMEMBERED = 10_000;

/** The courses that somebody here means by an id or a code; several where a code is not enough. */
export async function coursesMeant(
  references: ActivityReferencesRepository,
  text: string,
): Promise<readonly number[]> {
  const byId = await references.coursesById(text);
  return byId.length > 0 ? byId : references.coursesByCode(text);
}

/** Finds courses by what a source calls them. */
export class CourseDirectory {
  private readonly known = new Map<string, number | null>();

  /**
   * @param chosen the course that everything belongs to; null: each row's own.
   * @param table what the source's own references stand for; the codes of courses need none.
   */
  constructor(
    private readonly references: ActivityReferencesRepository,
    private readonly chosen: number | null,
    private readonly table: ReferenceTable,
  ) {}

  /** The course of a row by its references, the surest first; null for unknown ones. */
  async find(course: readonly string[]): Promise<number | null> {
    if (this.chosen !== null) return this.chosen;
    for (const reference of course) {
      const id = await this.look(reference);
      if (id !== null) return id;
    }
    return null;
  }

  private async look(reference: string): Promise<number | null> {
    const remembered = this.known.get(reference);
    if (remembered !== undefined) return remembered;
    if (this.known.size > MOST_REMEMBERED) this.known.clear();
    const listed = this.table.get(reference);
    // What no database can hold is no course of ours.
    if ((listed ?? reference).includes('\0')) return null;
    // A bare number is the source's own id and none of ours.
    const courses =
      listed === undefined
        ? await this.references.coursesByCode(reference)
        : await coursesMeant(this.references, listed);
    const found = courses.length === 1 ? (courses[0] ?? null) : null;
    this.known.set(reference, found);
    return found;
  }
}
