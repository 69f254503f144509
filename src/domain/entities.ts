import { ContentItem } from './content/content-item.entity';
import { ContentType } from './content/content-type.entity';
import { CourseModule } from './courses/course-module.entity';
import { CourseOffering } from './courses/course-offering.entity';
import { Course } from './courses/course.entity';
import { Enrollment } from './enrollments/enrollment.entity';
import { ContentProgress } from './progress/content-progress.entity';
import { ModuleProgress } from './progress/module-progress.entity';
import { Prompt } from './prompts/prompt.entity';
import { Department } from './universities/department.entity';
import { University } from './universities/university.entity';
import { User } from './users/user.entity';

/** Every entity; the drift check compares their columns with the migrated schema. */
export const ENTITIES = [
  ContentItem,
  ContentProgress,
  ContentType,
  Course,
  CourseModule,
  CourseOffering,
  Department,
  Enrollment,
  ModuleProgress,
  Prompt,
  University,
  User,
];
