import { Injectable } from '@nestjs/common';
import type { Role } from '../../kernel/actor';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { Database } from '../../platform/database/database';
import { Outbox } from '../../platform/queue/outbox';
import type { User } from '../users/user.entity';
import type { Profile } from '../users/users.repository';
import { UsersService } from '../users/users.service';
import { sendWelcomeMail } from './auth.jobs';
import { requireStrongPassword } from './password-rules';
import type { SignInPolicy } from './sign-in.policy';
import { type TokenPair, TokenIssuer } from './token-issuer';

/** What a person gives to open an account. */
export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly fullName: string;
  readonly locale?: string;
  readonly timeZone?: string;
  /** What people may make themselves; every other role is given by an admin. */
  readonly role: Extract<Role, 'STUDENT' | 'COACH'>;
  readonly profile?: Profile;
  readonly subjectIds?: readonly number[];
}

/** A person who has just joined or signed in. */
export interface SignedIn extends TokenPair {
  readonly user: User;
}

/** Opening an account, the same for every contract. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly passwords: PasswordHasher,
    private readonly issuer: TokenIssuer,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Opens an account and signs in. A coach who registers sees no student until an admin or a
   * student links them.
   *
   * @throws WeakPassword
   * @throws EmailTaken
   * @throws TooYoung
   * @throws UnknownSubjects
   */
  async register(registration: Registration, policy: SignInPolicy): Promise<SignedIn> {
    requireStrongPassword(registration.password, registration.email);
    const passwordHash = await this.passwords.hash(registration.password);
    return this.database.transaction(async () => {
      const user = await this.users.join({
        ...registration,
        passwordHash,
        locale: registration.locale ?? 'en',
        timeZone: registration.timeZone ?? 'UTC',
      });
      const tokens = await this.issuer.begin(user, policy);
      await this.outbox.enqueue(sendWelcomeMail, { userId: user.id });
      return { user, ...tokens };
    });
  }
}
