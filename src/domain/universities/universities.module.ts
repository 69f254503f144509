import { Module } from '@nestjs/common';
import { CountriesRepository } from './countries.repository';
import { CountriesService } from './countries.service';
import { DepartmentsRepository } from './departments.repository';
import { DepartmentsService } from './departments.service';
import { SubjectsRepository } from './subjects.repository';
import { SubjectsService } from './subjects.service';
import { UniversitiesRepository } from './universities.repository';
import { UniversitiesService } from './universities.service';

@Module({
  providers: [
    CountriesRepository,
    CountriesService,
    DepartmentsRepository,
    DepartmentsService,
    SubjectsRepository,
    SubjectsService,
    UniversitiesRepository,
    UniversitiesService,
  ],
  exports: [CountriesService, DepartmentsService, SubjectsService, UniversitiesService],
})
export class UniversitiesModule {}
