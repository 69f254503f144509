import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '../../kernel/actor';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { Database } from '../../platform/database/database';
import { UsersRepository } from '../users/users.repository';
import { UsersService } from '../users/users.service';
import type { DemoAccount } from './demo-accounts';
import type { DemoCourse } from './demo-course';
import { DemoCourseSeeder } from './demo-course.seeder';
import { DemoEnrollmentSeeder } from './demo-enrollment.seeder';

/** Puts the demo into an installation, all of it or nothing; running it again changes nothing. */
@Injectable()
export class DemoSeeder {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly accounts: UsersRepository,
    private readonly passwords: PasswordHasher,
    private readonly courses: DemoCourseSeeder,
    private readonly enrollments: DemoEnrollmentSeeder,
  ) {}

  /**
   * Sees to it that every account exists with its password, and the course.
   *
   * @returns the id of a lesson to try the tutor with.
   */
  async seed(accounts: readonly DemoAccount[], course: DemoCourse): Promise<number> {
    const missing: { account: DemoAccount; passwordHash: string }[] = [];
    for (const account of accounts) {
      const hash = await this.accounts.findPasswordHash(account.email);
      if (await this.passwords.verify(hash, account.password)) continue;
      missing.push({ account, passwordHash: await this.passwords.hash(account.password) });
    }
    return this.database.transaction(async () => {
      for (const { account, passwordHash } of missing) await this.open(account, passwordHash);
      const admin = await this.firstWith('PLATFORM_ADMIN', accounts);
      const student = await this.firstWith('STUDENT', accounts);
      const universityId = await this.courses.seed(admin, course);
      await this.enrollments.seed(admin, student, universityId);
      return this.courses.firstLesson(admin, universityId);
    });
  }

  private async open(account: DemoAccount, passwordHash: string): Promise<void> {
    const existing = await this.accounts.findByEmail(account.email);
    if (existing !== null) {
      await this.accounts.setPasswordHash(existing.id, passwordHash);
      return;
    }
    await this.users.join({
      ...(account.uuid === undefined ? {} : { uuid: account.uuid }),
      email: account.email,
      fullName: account.fullName,
      passwordHash,
      locale: 'en',
      timeZone: 'UTC',
      role: account.role,
    });
  }

  private async firstWith(role: Role, accounts: readonly DemoAccount[]): Promise<Actor> {
    const email = accounts.find((account) => account.role === role)?.email ?? '';
    const user = await this.accounts.findByEmail(email);
    if (user === null) throw new Error(`The demo has no account with the role ${role}.`);
    return {
      userId: user.id,
      userUuid: user.uuid,
      sessionId: 'demo',
      grants: await this.accounts.grantsOf(user.id),
    };
  }
}
