import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { requirePlatformAdmin } from './authorship';
import { CountriesService } from './countries.service';
import { UniversityInUse, UniversityNameTaken, UniversityNotFound } from './universities.errors';
import { UniversitiesRepository, type UniversityDraft } from './universities.repository';
import type { University } from './university.entity';

/** Universities. Everybody may know which there are, so reads take no actor. */
@Injectable()
export class UniversitiesService {
  constructor(
    private readonly database: Database,
    private readonly universities: UniversitiesRepository,
    private readonly countries: CountriesService,
  ) {}

  /** In the order in which they were opened, of one country or of all. */
  list(countryCode: string | null, slice: Slice): Promise<University[]> {
    return this.universities.list(countryCode, slice);
  }

  /** @throws UniversityNotFound */
  async get(id: number): Promise<University> {
    return found(await this.universities.findById(id));
  }

  /**
   * Opens a university.
   *
   * @throws NotAPlatformAdmin
   * @throws UnknownCountry
   * @throws UniversityNameTaken
   */
  create(actor: Actor, draft: UniversityDraft): Promise<University> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      await this.countries.requireKnown(draft.countryCode);
      return unlessTaken(await this.universities.insert(draft));
    });
  }

  /**
   * Changes a university; what is absent stays.
   *
   * @throws NotAPlatformAdmin
   * @throws UniversityNotFound
   * @throws UnknownCountry
   * @throws UniversityNameTaken
   */
  update(actor: Actor, id: number, changes: Partial<UniversityDraft>): Promise<University> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      const { name, countryCode } = found(await this.universities.findForUpdate(id));
      if (changes.countryCode !== undefined) {
        await this.countries.requireKnown(changes.countryCode);
      }
      const draft = {
        name: changes.name ?? name,
        countryCode: changes.countryCode ?? countryCode,
      };
      return unlessTaken(await this.universities.update(id, draft));
    });
  }

  /**
   * Closes a university, with its departments and the roles that people held there.
   *
   * @throws NotAPlatformAdmin
   * @throws UniversityNotFound
   * @throws UniversityInUse while it has courses.
   */
  delete(actor: Actor, id: number): Promise<void> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      found(await this.universities.findForUpdate(id));
      const courses = await this.universities.countCourses(id);
      if (courses > 0) throw new UniversityInUse(courses);
      await this.universities.delete(id);
    });
  }

  async exists(id: number): Promise<boolean> {
    return (await this.universities.findById(id)) !== null;
  }
}

function found(university: University | null): University {
  if (university === null) throw new UniversityNotFound();
  return university;
}

function unlessTaken(university: University | null): University {
  if (university === null) throw new UniversityNameTaken();
  return university;
}
