import type { Configuration } from '../../platform/config/configuration';
import type { Finding, Level } from './finding';

const LEVELS: Readonly<Record<Level, string>> = {
  ok: 'ok     ',
  warning: 'warning',
  problem: 'PROBLEM',
};
/** Shorter ones are words that may stand in any sentence. */
const SHORTEST_SECRET = 4;

/** The findings as an operator reads them, and how many of them want something done. */
export function reportOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ area }) => area.length));
  const lines = findings.flatMap(({ level, area, text, mend }) => [
    `${LEVELS[level]}  ${area.padEnd(width)}  ${text}`,
    ...(mend === null ? [] : [`${' '.repeat(width + 9)}  → ${mend}`]),
  ]);
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  const summary =
    problems + warnings === 0
      ? 'Everything is as it should be.'
      : `Problems: ${problems}. Warnings: ${warnings}.`;
  return `${lines.join('\n')}\n\n${summary}\n`;
}

/**
 * The text without anything that proves who somebody is. Findings are written so that they hold no
 * secret; what services answer is theirs, and could.
 */
export function withoutSecrets(text: string, configuration: Configuration): string {
  return secretsOf(configuration).reduce((safe, secret) => safe.replaceAll(secret, '…'), text);
}

function secretsOf(configuration: Configuration): string[] {
  const { auth, bedrock, database, files, llm, mail, metrics, payments, redisUrl } = configuration;
  const known = [
    auth.secret,
    ...passwordsOf(database.url),
    ...passwordsOf(redisUrl),
    llm.apiKey,
    bedrock.bearerToken,
    bedrock.keys?.secretAccessKey,
    bedrock.keys?.sessionToken,
    mail.smtp?.password,
    files.s3?.credentials?.secretAccessKey,
    payments.stripe?.secretKey,
    ...payments.webhookSecrets,
    metrics.token,
  ];
  return known.filter(
    (secret): secret is string => typeof secret === 'string' && secret.length >= SHORTEST_SECRET,
  );
}

/** A password as it stands in an address, and as it is. */
function passwordsOf(address: string | null): string[] {
  if (address === null) return [];
  const { password } = new URL(address);
  return [password, decodeURIComponent(password)];
}
