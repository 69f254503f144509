import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { unlessTaken } from '../../platform/database/unless-taken';
import { Department } from './department.entity';

/** What an author says about a department. */
export type DepartmentDraft = Pick<Department, 'name' | 'code'>;

/** The departments of universities in PostgreSQL. */
@Injectable()
export class DepartmentsRepository {
  constructor(private readonly database: Database) {}

  exists(universityId: number, id: number): Promise<boolean> {
    return this.database.repository(Department).existsBy({ universityId, id });
  }

  /** By code, then by id. */
  list(universityId: number, { skip, limit }: Slice): Promise<Department[]> {
    return this.database.repository(Department).find({
      where: { universityId },
      order: { code: 'ASC', id: 'ASC' },
      skip,
      take: limit,
    });
  }

  /** Keeps the department from changing, and from getting courses, until the transaction ends. */
  findForUpdate(universityId: number, id: number): Promise<Department | null> {
    return this.database
      .repository(Department)
      .findOne({ where: { universityId, id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Stores a department; null when the university has one with this code. */
  async insert(department: Omit<Department, 'id'>): Promise<Department | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO departments (university_id, name, code) VALUES ($1, $2, $3)
       ON CONFLICT (university_id, code) DO NOTHING RETURNING id`,
      [department.universityId, department.name, department.code],
    );
    return row === null ? null : this.database.repository(Department).findOneBy({ id: row.id });
  }

  /** Stores the department anew; null when the university has another with this code. */
  update(id: number, { name, code }: DepartmentDraft): Promise<Department | null> {
    return unlessTaken(async () => {
      const departments = this.database.repository(Department);
      await departments.update({ id }, { name, code });
      return departments.findOneBy({ id });
    });
  }

  async countCourses(id: number): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM courses WHERE department_id = $1`,
      [id],
    );
    return row?.count ?? 0;
  }

  async delete(id: number): Promise<void> {
    await this.database.query(`DELETE FROM departments WHERE id = $1`, [id]);
  }
}
