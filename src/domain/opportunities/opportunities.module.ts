import { Module } from '@nestjs/common';
import { CatalogueWriter } from './catalogue-writer';
import { OpportunityImportService } from './import/opportunity-import.service';
import { OpportunitiesRepository } from './opportunities.repository';
import { OpportunitiesService } from './opportunities.service';

/** The catalogue of scholarships, programs, competitions and internships. */
@Module({
  providers: [
    CatalogueWriter,
    OpportunitiesRepository,
    OpportunitiesService,
    OpportunityImportService,
  ],
  exports: [OpportunitiesService, OpportunityImportService, OpportunitiesRepository],
})
export class OpportunitiesModule {}
