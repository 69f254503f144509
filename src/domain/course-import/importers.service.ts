import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { UsersRepository } from '../users/users.repository';
import { ImporterNotFound } from './course-import.errors';
import { ImportOriginsRepository } from './import-origins.repository';

/** Finds out as whom an operator imports who works on the machine itself, without signing in. */
@Injectable()
export class ImportersService {
  constructor(
    private readonly origins: ImportOriginsRepository,
    private readonly users: UsersRepository,
  ) {}

  /**
   * A platform admin.
   *
   * @param email of whom; null for the first there is.
   * @throws ImporterNotFound
   */
  async find(email: string | null): Promise<Actor> {
    const admin = await this.origins.findPlatformAdmin(email);
    if (admin === null) throw new ImporterNotFound(email);
    return {
      userId: admin.id,
      userUuid: admin.uuid,
      sessionId: 'command line',
      grants: await this.users.grantsOf(admin.id),
    };
  }
}
