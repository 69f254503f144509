import { Module } from '@nestjs/common';
import { UniversitiesModule } from '../universities/universities.module';
import { CoursesRepository } from './courses.repository';
import { CoursesService } from './courses.service';
import { ModulesRepository } from './modules.repository';
import { ModulesService } from './modules.service';

@Module({
  imports: [UniversitiesModule],
  providers: [CoursesRepository, CoursesService, ModulesRepository, ModulesService],
  exports: [CoursesService, ModulesService],
})
export class CoursesModule {}
