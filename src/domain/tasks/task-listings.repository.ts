import { Injectable } from '@nestjs/common';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import type { Task, TaskFilter, TaskSort } from './task';
import { TASK } from './tasks.repository';

/** The only texts that can become an order; the id makes each of them total. */
const ORDERS: Readonly<Record<TaskSort, string>> = {
  '-created_at': 'task.created_at DESC, task.id',
  created_at: 'task.created_at, task.id',
  due_on: 'task.due_on NULLS LAST, task.id',
  '-due_on': 'task.due_on DESC NULLS LAST, task.id',
  priority: `array_position(ARRAY['high', 'medium', 'low'], task.priority), task.due_on NULLS LAST, task.id`,
  '-updated_at': 'task.updated_at DESC, task.id',
};

const MATCHES = `task.user_id = $1 AND ($2::text IS NULL OR task.status = $2)
  AND ($3::text IS NULL OR task.source = $3) AND ($4::text IS NULL OR task.priority = $4)
  AND ($5::date IS NULL OR task.due_on <= $5) AND ($6::date IS NULL OR task.due_on >= $6)
  AND ($7::text IS NULL OR task.title ILIKE $7 OR task.description ILIKE $7)
  AND ($8::int IS NULL OR task.course_id = $8)`;

/** Lists of students' tasks in PostgreSQL. */
@Injectable()
export class TaskListingsRepository {
  constructor(private readonly database: Database) {}

  /** A student's tasks, with the number of all that match. */
  async listOf(userId: number, filter: TaskFilter, slice: Slice): Promise<Page<Task>> {
    const values = [
      userId,
      filter.status,
      filter.source,
      filter.priority,
      filter.dueBefore,
      filter.dueAfter,
      filter.text === null ? null : `%${literally(filter.text)}%`,
      filter.courseId,
    ];
    const items = await this.database.query<Task>(
      `SELECT ${TASK} FROM tasks task WHERE ${MATCHES}
       ORDER BY ${ORDERS[filter.sort]} OFFSET $9 LIMIT $10`,
      [...values, slice.skip, slice.limit],
    );
    const count = await this.database.queryOne<{ total: number }>(
      `SELECT count(*)::int AS total FROM tasks task WHERE ${MATCHES}`,
      values,
    );
    return { items, total: count?.total ?? 0 };
  }
}

/** Takes from a text what a pattern of LIKE would read as more than itself. */
function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
