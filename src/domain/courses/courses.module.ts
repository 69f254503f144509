import { Module } from '@nestjs/common';
import { UniversitiesModule } from '../universities/universities.module';
import { CoursesRepository } from './courses.repository';
import { CoursesService } from './courses.service';
import { ModulePlacementService } from './module-placement.service';
import { ModulesRepository } from './modules.repository';
import { ModulesService } from './modules.service';
import { OfferingsRepository } from './offerings.repository';
import { OfferingsService } from './offerings.service';

@Module({
  imports: [UniversitiesModule],
  providers: [
    CoursesRepository,
    CoursesService,
    ModulePlacementService,
    ModulesRepository,
    ModulesService,
    OfferingsRepository,
    OfferingsService,
  ],
  exports: [CoursesService, ModulePlacementService, ModulesService, OfferingsService],
})
export class CoursesModule {}
