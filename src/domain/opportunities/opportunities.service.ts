import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import type { Opportunity } from './opportunity';
import type { OpportunitySearch } from './opportunity-search';
import { OpportunityNotFound } from './opportunities.errors';
import { OpportunitiesRepository } from './opportunities.repository';

/** The catalogue for people and agents. It is the same for everybody who is signed in. */
@Injectable()
export class OpportunitiesService {
  constructor(private readonly opportunities: OpportunitiesRepository) {}

  /** @throws OpportunityNotFound */
  async get(id: string): Promise<Opportunity> {
    const found = await this.opportunities.find(id);
    if (found === null) throw new OpportunityNotFound();
    return found;
  }

  /**
   * Searches the catalogue. With words: what holds all of them, or any where nothing holds all,
   * the best first. Without: what is due soonest first.
   *
   * @param today `YYYY-MM-DD`.
   */
  async search(search: OpportunitySearch, today: string, slice: Slice): Promise<Opportunity[]> {
    if (search.words.length === 0) return this.opportunities.listed(search, today, slice);
    for (const joined of ['&', '|'] as const) {
      const query = await this.opportunities.queryFor(search.words, joined);
      if (query === null) return [];
      const found = await this.opportunities.ranked(query, search, today, slice);
      if (found.length > 0 || slice.skip > 0 || search.words.length === 1) return found;
    }
    return [];
  }

  /**
   * What may suit somebody: the best for any of the words, and the greatest amounts; nothing twice,
   * nothing that is over.
   *
   * @param today `YYYY-MM-DD`.
   */
  async candidates(search: OpportunitySearch, today: string, most: number): Promise<Opportunity[]> {
    const current = { ...search, isWithoutClosed: true };
    const query =
      search.words.length === 0 ? null : await this.opportunities.queryFor(search.words, '|');
    const slice = { skip: 0, limit: most };
    const [matching, greatest, soonest] = await Promise.all([
      query === null ? [] : this.opportunities.ranked(query, current, today, slice),
      this.opportunities.greatest(current, today, most),
      this.opportunities.listed(current, today, slice),
    ]);
    const byId = new Map([...matching, ...greatest, ...soonest].map((found) => [found.id, found]));
    return [...byId.values()];
  }
}
