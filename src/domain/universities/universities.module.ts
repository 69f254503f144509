import { Module } from '@nestjs/common';
import { UniversitiesRepository } from './universities.repository';
import { UniversitiesService } from './universities.service';

@Module({
  providers: [UniversitiesRepository, UniversitiesService],
  exports: [UniversitiesService],
})
export class UniversitiesModule {}
