import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { SignInsRepository } from '../auth/sign-ins.repository';
import { UsersRepository } from '../users/users.repository';

/** Accounts as privacy looks at them. */
@Injectable()
export class PeopleRepository {
  constructor(
    private readonly database: Database,
    private readonly users: UsersRepository,
    private readonly signIns: SignInsRepository,
  ) {}

  /** The account with this uuid; null when there is none. */
  async findId(uuid: string): Promise<number | null> {
    const row = await this.database.queryOne<{ id: number }>(
      `SELECT id FROM users WHERE uuid = $1`,
      [uuid],
    );
    return row?.id ?? null;
  }

  /** Ends every way in: the account is disabled and its sign-ins are over. */
  async shutOut(userId: number, because: string): Promise<void> {
    await this.users.setActive(userId, false);
    await this.endSignIns(userId, because);
  }

  async endSignIns(userId: number, because: string): Promise<void> {
    await this.signIns.revokeAllOf(userId, because);
  }

  async activate(userId: number): Promise<void> {
    await this.users.setActive(userId, true);
  }

  /** Whether the account is open. */
  async isActive(userId: number): Promise<boolean> {
    const row = await this.database.queryOne(`SELECT 1 FROM users WHERE id = $1 AND is_active`, [
      userId,
    ]);
    return row !== null;
  }

  async isPlatformAdmin(userId: number): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 FROM role_grants WHERE user_id = $1 AND role = 'PLATFORM_ADMIN'`,
      [userId],
    );
    return row !== null;
  }
}
