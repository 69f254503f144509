import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { OpportunityImportService } from '../opportunities/import/opportunity-import.service';
import { OpportunitiesRepository } from '../opportunities/opportunities.repository';

/** Gives an empty catalogue the opportunities that come with the project. */
@Injectable()
export class StarterOpportunitiesSeeder {
  constructor(
    private readonly imports: OpportunityImportService,
    private readonly opportunities: OpportunitiesRepository,
  ) {}

  /** @param folder holds opportunities.json; a catalogue with anything in it stays as it is. */
  async seed(folder: string): Promise<void> {
    if (!(await this.opportunities.isEmpty())) return;
    const file = join(folder, 'opportunities.json');
    await this.imports.import(file, { type: 'scholarship', source: 'starter' });
  }
}
