import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import type { Slice } from '../../kernel/page';
import { requireAuthor } from './authorship';
import type { Department } from './department.entity';
import {
  DepartmentCodeTaken,
  NotAPlatformAdmin,
  UniversityNameTaken,
  UniversityNotFound,
} from './universities.errors';
import { UniversitiesRepository } from './universities.repository';
import type { University } from './university.entity';

/** Universities and departments. Everybody may know which there are, so reads take no actor. */
@Injectable()
export class UniversitiesService {
  constructor(private readonly universities: UniversitiesRepository) {}

  list(slice: Slice): Promise<University[]> {
    return this.universities.list(slice);
  }

  /** @throws UniversityNotFound */
  async get(id: number): Promise<University> {
    const university = await this.universities.findById(id);
    if (university === null) throw new UniversityNotFound();
    return university;
  }

  /**
   * Opens a university.
   *
   * @throws NotAPlatformAdmin
   * @throws UniversityNameTaken
   */
  async create(
    actor: Actor,
    university: Pick<University, 'name' | 'countryCode'>,
  ): Promise<University> {
    if (!isPlatformAdmin(actor)) throw new NotAPlatformAdmin();
    const created = await this.universities.insert(university);
    if (created === null) throw new UniversityNameTaken();
    return created;
  }

  /** @throws UniversityNotFound */
  async listDepartments(universityId: number, slice: Slice): Promise<Department[]> {
    await this.get(universityId);
    return this.universities.listDepartments(universityId, slice);
  }

  /**
   * Adds a department to a university.
   *
   * @throws UniversityNotFound
   * @throws NotAnAuthor
   * @throws DepartmentCodeTaken
   */
  async createDepartment(
    actor: Actor,
    universityId: number,
    department: Pick<Department, 'name' | 'code'>,
  ): Promise<Department> {
    await this.get(universityId);
    requireAuthor(actor, universityId);
    const created = await this.universities.insertDepartment({ universityId, ...department });
    if (created === null) throw new DepartmentCodeTaken();
    return created;
  }

  async exists(id: number): Promise<boolean> {
    return (await this.universities.findById(id)) !== null;
  }

  /** Whether the department exists and belongs to this very university. */
  departmentExists(universityId: number, departmentId: number): Promise<boolean> {
    return this.universities.departmentExists(universityId, departmentId);
  }
}
