import { Injectable } from '@nestjs/common';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { Department } from './department.entity';
import { University } from './university.entity';

/** Universities and their departments in PostgreSQL. */
@Injectable()
export class UniversitiesRepository {
  constructor(private readonly database: Database) {}

  findById(id: number): Promise<University | null> {
    return this.database.repository(University).findOneBy({ id });
  }

  /** In the order in which they were opened. */
  list({ skip, limit }: Slice): Promise<University[]> {
    return this.database.repository(University).find({ order: { id: 'ASC' }, skip, take: limit });
  }

  /** Stores a university; null when the name is taken. */
  async insert(university: Pick<University, 'name' | 'countryCode'>): Promise<University | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO universities (name, country_code) VALUES ($1, $2)
       ON CONFLICT (name) DO NOTHING RETURNING id`,
      [university.name, university.countryCode],
    );
    return row === null ? null : this.findById(row.id);
  }

  departmentExists(universityId: number, id: number): Promise<boolean> {
    return this.database.repository(Department).existsBy({ universityId, id });
  }

  /** By code, then by id. */
  listDepartments(universityId: number, { skip, limit }: Slice): Promise<Department[]> {
    return this.database.repository(Department).find({
      where: { universityId },
      order: { code: 'ASC', id: 'ASC' },
      skip,
      take: limit,
    });
  }

  /** Stores a department; null when the university has one with this code. */
  async insertDepartment(department: Omit<Department, 'id'>): Promise<Department | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `INSERT INTO departments (university_id, name, code) VALUES ($1, $2, $3)
       ON CONFLICT (university_id, code) DO NOTHING RETURNING id`,
      [department.universityId, department.name, department.code],
    );
    return row === null ? null : this.database.repository(Department).findOneBy({ id: row.id });
  }
}
