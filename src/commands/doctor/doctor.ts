import {
  type Configuration,
  ConfigurationError,
  loadConfiguration,
} from '../../platform/config/configuration';
import { checkDatabase } from './check-database';
import { checkFiles } from './check-files';
import { checkMail } from './check-mail';
import { checkModel, checkScanner } from './check-model';
import { checkRedis } from './check-redis';
import { checkSettings } from './check-settings';
import { type Finding, problem } from './finding';
import { reportOf, withoutSecrets } from './report';

/**
 * Looks at the configuration and at every service that it names, and says what is wrong and how to
 * mend it. Changes nothing, may run beside processes at work, and ends with 1 when there is a
 * problem. Secrets are never printed.
 */
export async function doctor(): Promise<void> {
  const configuration = configurationOrComplaint();
  if (typeof configuration === 'string') {
    const findings = [problem('settings', configuration, 'See .env.example, and start again.')];
    process.stdout.write(reportOf(findings));
    process.exitCode = 1;
    return;
  }
  const findings = await findingsOf(configuration);
  process.stdout.write(withoutSecrets(reportOf(findings), configuration));
  if (findings.some(({ level }) => level === 'problem')) process.exitCode = 1;
}

function configurationOrComplaint(): Configuration | string {
  try {
    return loadConfiguration();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}

async function findingsOf(configuration: Configuration): Promise<Finding[]> {
  const checks = [checkDatabase, checkRedis, checkFiles, checkMail, checkModel, checkScanner];
  const asked = await Promise.all(checks.map((check) => check(configuration)));
  return [...checkSettings(configuration), ...asked.flat()];
}
