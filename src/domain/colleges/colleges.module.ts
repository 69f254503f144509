import { Module } from '@nestjs/common';
import { CollegeGuidance } from './college-guidance';
import { CollegesRepository } from './colleges.repository';
import { CollegesService } from './colleges.service';
import { CollegeImportRepository } from './import/college-import.repository';
import { CollegeImporter } from './import/college-importer';

/** Institutions, their figures with sources, and what the figures say for a student. */
@Module({
  providers: [
    CollegeGuidance,
    CollegeImporter,
    CollegeImportRepository,
    CollegesRepository,
    CollegesService,
  ],
  exports: [CollegeGuidance, CollegeImporter, CollegesService],
})
export class CollegesModule {}
