import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { EmailModule } from '../email/email.module';
import { NotificationMailRepository } from './notification-mail.repository';
import { NotificationMail } from './notification-mail.service';
import { NotificationPreferencesRepository } from './notification-preferences.repository';
import { NotificationPreferencesService } from './notification-preferences.service';
import { NotificationSinkRepository } from './notification-sink.repository';
import { NotificationSink } from './notification-sink.service';
import { NotificationsRepository } from './notifications.repository';
import { Notifications } from './notifications.service';

/** Tells people what happened that concerns them. */
@Module({
  imports: [AuditModule, EmailModule],
  providers: [
    NotificationMail,
    NotificationMailRepository,
    NotificationPreferencesRepository,
    NotificationPreferencesService,
    NotificationSink,
    NotificationSinkRepository,
    Notifications,
    NotificationsRepository,
  ],
  exports: [NotificationPreferencesService, Notifications],
})
export class NotificationsModule {}
