import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { StudentAccess } from '../students/student-access';
import type { Task, TaskFilter } from './task';
import { TaskListingsRepository } from './task-listings.repository';

/** The tasks of a student, for whoever may open the student's record. */
@Injectable()
export class StudentTasks {
  constructor(
    private readonly database: Database,
    private readonly students: StudentAccess,
    private readonly listings: TaskListingsRepository,
  ) {}

  /** Leaves one audit row when the student is somebody else. @throws StudentNotFound */
  list(actor: Actor, studentUuid: string, filter: TaskFilter, slice: Slice): Promise<Page<Task>> {
    return this.database.transaction(async () => {
      const student = await this.students.open(actor, studentUuid, 'task.list');
      return this.listings.listOf(student.id, filter, slice);
    });
  }
}
