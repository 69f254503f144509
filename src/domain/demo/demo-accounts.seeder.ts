import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '../../kernel/actor';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { UsersRepository } from '../users/users.repository';
import { UsersService } from '../users/users.service';
import type { DemoAccount } from './demo-accounts';

/** An account that does not open with its password yet, and the hash that it needs. */
export interface MissingAccount {
  readonly account: DemoAccount;
  readonly passwordHash: string;
}

/** Opens the demo's accounts. */
@Injectable()
export class DemoAccountsSeeder {
  constructor(
    private readonly users: UsersService,
    private readonly accounts: UsersRepository,
    private readonly passwords: PasswordHasher,
  ) {}

  /** Which accounts are not there, or have another password. Hashing takes its time. */
  async findMissing(accounts: readonly DemoAccount[]): Promise<MissingAccount[]> {
    const missing: MissingAccount[] = [];
    for (const account of accounts) {
      const hash = await this.accounts.findPasswordHash(account.email);
      if (await this.passwords.verify(hash, account.password)) continue;
      missing.push({ account, passwordHash: await this.passwords.hash(account.password) });
    }
    return missing;
  }

  /** Opens the accounts, or sets their passwords. Call it inside a transaction. */
  async open(missing: readonly MissingAccount[]): Promise<void> {
    for (const { account, passwordHash } of missing) {
      const existing = await this.accounts.findByEmail(account.email);
      if (existing !== null) {
        await this.accounts.setPasswordHash(existing.id, passwordHash);
        continue;
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
  }

  /** The first of the accounts that has the role, to act for. */
  async firstWith(role: Role, accounts: readonly DemoAccount[]): Promise<Actor> {
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
