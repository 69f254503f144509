import { Injectable } from '@nestjs/common';
import type { Role } from '../../kernel/actor';
import { PasswordHasher } from '../../platform/crypto/password-hasher';
import { Database } from '../../platform/database/database';
import { OutgoingEmails } from '../email/outgoing-emails.service';
import { firstNameOf } from '../users/first-name';
import type { User } from '../users/user.entity';
import { ConsentRequired } from '../users/users.errors';
import type { Profile } from '../users/users.repository';
import { UsersService } from '../users/users.service';
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
  /** Whom to ask when a student is under 13. */
  readonly guardianEmail?: string;
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
    private readonly emails: OutgoingEmails,
  ) {}

  /**
   * Opens an account and signs in; a mail greets and asks to confirm the address. A coach who
   * registers sees no student until an admin or a student links them. A child under 13 gets no
   * tokens: the account is stored, and the guardian is asked.
   *
   * @throws WeakPassword
   * @throws EmailTaken
   * @throws TooYoung for a child who names no guardian.
   * @throws ConsentRequired for a child who does; the account is stored.
   * @throws UnknownSubjects
   */
  async register(registration: Registration, policy: SignInPolicy): Promise<SignedIn> {
    requireStrongPassword(registration.password, registration.email);
    const passwordHash = await this.passwords.hash(registration.password);
    const joined = await this.database.transaction(async () => {
      const user = await this.users.join({
        ...registration,
        passwordHash,
        locale: registration.locale ?? 'en',
        timeZone: registration.timeZone ?? 'UTC',
      });
      if (!user.isActive) return this.askGuardian(user, registration.guardianEmail ?? '');
      const tokens = await this.issuer.begin(user, policy);
      await this.emails.queue({
        key: `welcome-${user.uuid}`,
        template: 'welcome',
        to: { userId: user.id },
      });
      return { user, ...tokens };
    });
    if (joined === null) throw new ConsentRequired();
    return joined;
  }

  private async askGuardian(child: User, guardianEmail: string): Promise<null> {
    await this.emails.queue({
      key: `guardian-consent-${child.uuid}`,
      template: 'guardian-consent',
      to: { address: guardianEmail },
      about: child.id,
      variables: { student_name: firstNameOf(child.fullName) },
    });
    return null;
  }
}
