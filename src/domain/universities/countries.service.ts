import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { requirePlatformAdmin } from './authorship';
import {
  CountryCodeTaken,
  CountryInUse,
  CountryNotFound,
  UnknownCountry,
} from './countries.errors';
import { CountriesRepository } from './countries.repository';
import type { Country } from './country';

/** The countries that universities stand in, the same for everybody. */
@Injectable()
export class CountriesService {
  constructor(
    private readonly database: Database,
    private readonly countries: CountriesRepository,
  ) {}

  /** By name. */
  list(slice: Slice): Promise<Country[]> {
    return this.countries.list(slice);
  }

  /**
   * Puts a country on the list.
   *
   * @throws NotAPlatformAdmin
   * @throws CountryCodeTaken
   */
  async create(actor: Actor, country: Country): Promise<Country> {
    requirePlatformAdmin(actor);
    const created = await this.countries.insert(country);
    if (created === null) throw new CountryCodeTaken();
    return created;
  }

  /**
   * Gives a country another name; its code stays.
   *
   * @throws NotAPlatformAdmin
   * @throws CountryNotFound
   */
  async rename(actor: Actor, code: string, name: string): Promise<Country> {
    requirePlatformAdmin(actor);
    const renamed = await this.countries.rename(code, name);
    if (renamed === null) throw new CountryNotFound();
    return renamed;
  }

  /**
   * Takes a country off the list.
   *
   * @throws NotAPlatformAdmin
   * @throws CountryNotFound
   * @throws CountryInUse while universities stand in it.
   */
  delete(actor: Actor, code: string): Promise<void> {
    requirePlatformAdmin(actor);
    return this.database.transaction(async () => {
      if (!(await this.countries.holdForRemoval(code))) throw new CountryNotFound();
      const universities = await this.countries.countUniversities(code);
      if (universities > 0) throw new CountryInUse(universities);
      await this.countries.delete(code);
    });
  }

  /**
   * Makes sure that a country is on the list. Call it inside a transaction: the country stays until
   * that ends.
   *
   * @throws UnknownCountry
   */
  async requireKnown(code: string): Promise<void> {
    if (!(await this.countries.holdForReference(code))) throw new UnknownCountry();
  }
}
