import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import type { College, ResolvedColleges, UnknownCollege } from './college';
import { nameKey, placedName } from './college-name';
import { CollegeNotFound } from './colleges.errors';
import { type CollegeSearch, CollegesRepository } from './colleges.repository';

/** The table of colleges. What is in it was published; anybody who is signed in may read it. */
@Injectable()
export class CollegesService {
  constructor(private readonly colleges: CollegesRepository) {}

  /** @throws CollegeNotFound */
  async get(unitid: number): Promise<College> {
    const college = await this.colleges.find(unitid);
    if (college === null) throw new CollegeNotFound();
    return college;
  }

  /** By name, or the best match first. */
  list(search: CollegeSearch, slice: Slice): Promise<Page<College>> {
    return this.colleges.list(search, slice);
  }

  /**
   * Which colleges are meant by these names. A name must be the college's own or an alias of it and
   * of no other; whatever is only similar is offered and never taken.
   */
  async resolve(names: readonly string[]): Promise<ResolvedColleges> {
    const asked = [...new Set(names.map((name) => name.trim()))].filter((name) => name !== '');
    if (asked.length === 0) return { known: [], unknown: [] };
    const found = await this.colleges.named(asked.map(nameKey));
    const known: { asked: string; college: College }[] = [];
    const strange: { name: string; called: readonly College[] }[] = [];
    for (const name of asked) {
      const called = found.filter(({ keys }) => keys.includes(nameKey(name)));
      const [only] = called;
      if (only === undefined || called.length > 1) strange.push({ name, called });
      else if (!known.some(({ college }) => college.unitid === only.unitid)) {
        known.push({ asked: name, college: withoutKeys(only) });
      }
    }
    return { known, unknown: await this.unknown(strange) };
  }

  private async unknown(
    strange: readonly { name: string; called: readonly College[] }[],
  ): Promise<UnknownCollege[]> {
    const unheard = strange.filter(({ called }) => called.length === 0).map(({ name }) => name);
    const alike =
      unheard.length === 0 ? new Map<string, string[]>() : await this.colleges.alike(unheard);
    return strange.map(({ name, called }) => ({
      name,
      isAmbiguous: called.length > 1,
      suggestions: called.length > 1 ? called.map(placedName) : (alike.get(name) ?? []),
    }));
  }
}

function withoutKeys({ keys: _, ...college }: College & { keys: string[] }): College {
  return college;
}
