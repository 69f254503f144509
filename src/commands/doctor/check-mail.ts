import { DomainError } from '../../kernel/errors';
import type { Configuration } from '../../platform/config/configuration';
import { SmtpMailer } from '../../platform/mail/smtp-mailer';
import { NetworkPolicy } from '../../platform/network/network-policy';
import { type Finding, ok, problem, warning } from './finding';

/** Whether the mail server of the environment would take a mail. None is sent. */
export async function checkMail({
  environment,
  http,
  mail: { smtp, deadlineMs },
  network,
}: Configuration): Promise<Finding[]> {
  if (smtp === null) {
    const text = 'Mails are written to DATA_FOLDER/mailbox, unless the settings name a server.';
    const mend = 'Set SMTP_URL and MAIL_FROM, or the mail server in the settings of admins.';
    return [environment === 'production' ? warning('mail', text, mend) : ok('mail', text)];
  }
  const { host, port, secure, user, password } = smtp;
  const credentials = user === null || password === null ? null : { user, password };
  const mailer = new SmtpMailer({
    server: { host, port, secure, credentials, isTrusted: true },
    network: new NetworkPolicy(network.privateNetworksAllowed),
    name: new URL(http.publicUrl).hostname,
    timeoutMs: deadlineMs,
  });
  try {
    await mailer.probe();
    return [ok('mail', `The mail server at ${host}:${port} would take a mail.`)];
  } catch (error) {
    const reason = error instanceof DomainError ? error.message : 'It failed.';
    return [
      problem(
        'mail',
        `The mail server at ${host}:${port} takes no mail. ${reason}`,
        'Check SMTP_URL: host, port, smtp or smtps, user and password. Mails wait meanwhile.',
      ),
    ];
  } finally {
    mailer.close();
  }
}
