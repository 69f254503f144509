import type { ActivityReferencesRepository } from './activity-references.repository';
import type { ReferenceTable } from './reference-table';

const MOST_REMEMBERED = 200_000;
const EMAIL = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ID = /^\d{1,10}$/;

/** Whether a text can name a person here: an address, an id or a uuid. */
export function isPersonTarget(text: string): boolean {
  return EMAIL.test(text) || UUID.test(text) || ID.test(text);
}

/** Finds people by what a source calls them. */
export class PeopleDirectory {
  private readonly known = new Map<string, number | null>();

  /** @param table what the source's own references stand for; addresses and uuids need none. */
  constructor(
    private readonly references: ActivityReferencesRepository,
    private readonly table: ReferenceTable,
  ) {}

  /** Who each of them is, each given by their references, the surest first; null for unknown ones. */
  async find(people: readonly (readonly string[])[]): Promise<readonly (number | null)[]> {
    const targets = people.map((person) => this.targetOf(person));
    await this.look(targets.filter((target) => target !== null && !this.known.has(target)));
    return targets.map((target) => (target === null ? null : (this.known.get(target) ?? null)));
  }

  private targetOf(person: readonly string[]): string | null {
    const listed = person.map((reference) => this.table.get(reference)).find(Boolean);
    // A bare number is the source's own id and none of ours.
    const target =
      listed ?? person.find((reference) => EMAIL.test(reference) || UUID.test(reference));
    return target?.toLowerCase() ?? null;
  }

  private async look(targets: readonly (string | null)[]): Promise<void> {
    const wanted = [...new Set(targets)].filter((target) => target !== null);
    if (wanted.length === 0) return;
    if (this.known.size > MOST_REMEMBERED) this.known.clear();
    const found = [
      await this.references.peopleByEmail(wanted.filter((target) => EMAIL.test(target))),
      await this.references.peopleByUuid(wanted.filter((target) => UUID.test(target))),
      await this.references.peopleById(wanted.filter((target) => ID.test(target))),
    ];
    for (const target of wanted) {
      this.known.set(target, found.map((ids) => ids.get(target)).find(Boolean) ?? null);
    }
  }
}
