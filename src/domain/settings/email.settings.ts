import { z } from 'zod';
import { PORT_WITH_TLS } from '../../platform/config/smtp-access';
import { flag, hostName, line, mailAddress, secretText, whole } from './setting-fields';
import { defineSettings } from './settings-category';

/** Where mails are handed over, and as whom. */
export const emailSettings = defineSettings({
  category: 'email',
  schema: z.strictObject({
    /** Null: mails are written to the mailbox folder. */
    smtp_host: hostName.nullable(),
    smtp_port: whole(1, 65_535),
    /** TLS from the first byte; port 465 has it anyway. */
    smtp_secure: flag,
    smtp_user: line(254).nullable(),
    smtp_password: secretText.nullable(),
    from_email: mailAddress,
    from_name: line(120).nullable(),
    reply_to: mailAddress.nullable(),
  }),
  secrets: ['smtp_password'],
  secretsAreFor: { smtp_password: ['smtp_host'] },
  defaults: ({ mail: { smtp: configured, from } }, { smtp_host: host }) => {
    // The configured password is for the configured server and for no other one.
    const smtp = (host ?? configured?.host) === configured?.host ? configured : null;
    return {
      smtp_host: smtp?.host ?? null,
      smtp_port: smtp?.port ?? 587,
      smtp_secure: smtp?.secure ?? false,
      smtp_user: smtp?.user ?? null,
      smtp_password: smtp?.password ?? null,
      from_email: from.address,
      from_name: from.name || null,
      reply_to: null,
    };
  },
  check: ({ smtp_host: host }, { configuration, network }) => {
    if (host === null || host === configuration.mail.smtp?.host) return;
    network.refusePrivateAddress(host, ['body', 'settings', 'smtp_host']);
  },
});

/** Whether the first byte is already encrypted. */
export function beginsWithTls(settings: { smtp_secure: boolean; smtp_port: number }): boolean {
  return settings.smtp_secure || settings.smtp_port === PORT_WITH_TLS;
}
