/** A person whom an event concerns. */
export interface KnownPerson {
  readonly id: number;
  readonly uuid: string;
  readonly isPlatformAdmin: boolean;
  /** Everybody who looks after the person as a coach now. */
  readonly coaches: readonly { readonly id: number; readonly uuid: string }[];
}

/** A document that an event concerns. */
export interface KnownDocument {
  readonly id: string;
  /** Of the coaches who look after its student now, those who may read it. */
  readonly readerIds: readonly number[];
}

/** What was looked up for a batch of events: who exists, and who may know what of whom. */
export class KnownPeople {
  private readonly ids: ReadonlyMap<number, KnownPerson>;
  private readonly uuids: ReadonlyMap<string, KnownPerson>;
  private readonly documents: ReadonlyMap<string, KnownDocument>;

  constructor(people: readonly KnownPerson[], documents: readonly KnownDocument[]) {
    this.ids = new Map(people.map((person) => [person.id, person]));
    this.uuids = new Map(people.map((person) => [person.uuid, person]));
    this.documents = new Map(documents.map((document) => [document.id, document]));
  }

  /** Null also for nobody. */
  byId(id: number | null | undefined): KnownPerson | null {
    return id === null || id === undefined ? null : (this.ids.get(id) ?? null);
  }

  byUuid(uuid: string): KnownPerson | null {
    return this.uuids.get(uuid) ?? null;
  }

  /** Whether somebody may open a student's record: themselves, their coaches, platform admins. */
  mayOpen(reader: KnownPerson, student: KnownPerson): boolean {
    return (
      reader.id === student.id ||
      reader.isPlatformAdmin ||
      student.coaches.some(({ id }) => id === reader.id)
    );
  }

  /** The coaches of a student who may read this document of theirs. */
  readersOf(documentId: string, student: KnownPerson): KnownPerson['coaches'] {
    const readers = this.documents.get(documentId)?.readerIds ?? [];
    return student.coaches.filter(({ id }) => readers.includes(id));
  }
}
