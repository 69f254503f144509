import { Inject, Injectable } from '@nestjs/common';
import { MAILER, type Mailer } from '../../platform/mail/mailer';
import { OnJob } from '../../platform/queue/on-job.decorator';
import { UsersRepository } from '../users/users.repository';
import { sendWelcomeMail } from './auth.jobs';

/** Writes to people who have just joined. */
@Injectable()
export class WelcomeMailService {
  constructor(
    private readonly users: UsersRepository,
    @Inject(MAILER) private readonly mailer: Mailer,
  ) {}

  /** May run twice: the key makes the second mail the same one. */
  @OnJob(sendWelcomeMail)
  async send({ userId }: { userId: number }): Promise<void> {
    const user = await this.users.findById(userId);
    if (user === null) return;
    await this.mailer.send({
      key: `welcome-${user.uuid}`,
      to: user.email,
      subject: 'Welcome to Trellis',
      text:
        `Hello ${user.fullName},\n\nyour account is ready. Open a lesson and say hello to the tutor.\n\n` +
        'If you did not open this account, answer this mail and we will remove it.\n',
    });
  }
}
