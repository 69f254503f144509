import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { requireAuthor } from './authorship';
import type { Department } from './department.entity';
import { type DepartmentDraft, DepartmentsRepository } from './departments.repository';
import { DepartmentCodeTaken, DepartmentInUse, DepartmentNotFound } from './universities.errors';
import { UniversitiesService } from './universities.service';

/** Departments of universities. Everybody may know which there are, so reads take no actor. */
@Injectable()
export class DepartmentsService {
  constructor(
    private readonly database: Database,
    private readonly departments: DepartmentsRepository,
    private readonly universities: UniversitiesService,
  ) {}

  /** @throws UniversityNotFound */
  async list(universityId: number, slice: Slice): Promise<Department[]> {
    await this.universities.get(universityId);
    return this.departments.list(universityId, slice);
  }

  /**
   * Adds a department to a university.
   *
   * @throws UniversityNotFound
   * @throws NotAnAuthor
   * @throws DepartmentCodeTaken
   */
  async create(actor: Actor, universityId: number, draft: DepartmentDraft): Promise<Department> {
    await this.universities.get(universityId);
    requireAuthor(actor, universityId);
    return unlessTaken(await this.departments.insert({ universityId, ...draft }));
  }

  /**
   * Changes a department; what is absent stays.
   *
   * @throws UniversityNotFound
   * @throws NotAnAuthor
   * @throws DepartmentNotFound
   * @throws DepartmentCodeTaken
   */
  update(
    actor: Actor,
    universityId: number,
    id: number,
    changes: Partial<DepartmentDraft>,
  ): Promise<Department> {
    return this.database.transaction(async () => {
      const { name, code } = await this.findToWrite(actor, universityId, id);
      const draft = { name: changes.name ?? name, code: changes.code ?? code };
      return unlessTaken(await this.departments.update(id, draft));
    });
  }

  /**
   * Closes a department.
   *
   * @throws UniversityNotFound
   * @throws NotAnAuthor
   * @throws DepartmentNotFound
   * @throws DepartmentInUse while courses stand in it.
   */
  delete(actor: Actor, universityId: number, id: number): Promise<void> {
    return this.database.transaction(async () => {
      await this.findToWrite(actor, universityId, id);
      const courses = await this.departments.countCourses(id);
      if (courses > 0) throw new DepartmentInUse(courses);
      await this.departments.delete(id);
    });
  }

  /** Whether the department exists and belongs to this very university. */
  exists(universityId: number, id: number): Promise<boolean> {
    return this.departments.exists(universityId, id);
  }

  private async findToWrite(actor: Actor, universityId: number, id: number): Promise<Department> {
    await this.universities.get(universityId);
    requireAuthor(actor, universityId);
    const department = await this.departments.findForUpdate(universityId, id);
    if (department === null) throw new DepartmentNotFound();
    return department;
  }
}

function unlessTaken(department: Department | null): Department {
  if (department === null) throw new DepartmentCodeTaken();
  return department;
}
