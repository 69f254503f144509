import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { bedrockAccess, type BedrockAccess } from './bedrock-access';
import type { ClamavAddress } from './clamav-address';
import { deriveEncryptionKey } from './encryption-keys';
import { environmentSchema, type Environment } from './environment';
import { s3Access, type S3Access } from './file-store-access';
import type { ModelPrices } from './model-prices';
import type { MailSender, SmtpAccess } from './smtp-access';
import { stripeAccess, type StripeAccess } from './stripe-access';

/** Everything that an operator can set, checked and typed. Built once, before Nest. */
export interface Configuration {
  readonly environment: 'development' | 'production' | 'test';
  /** Folder of everything the embedded profile keeps: database, secret, mailbox. */
  readonly dataFolder: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** The address that clients use; links are built from it, never from a request's Host. */
    readonly publicUrl: string;
    /** CIDR ranges of proxies whose X-Forwarded-For is believed. */
    readonly trustedProxies: readonly string[];
    readonly corsOrigins: readonly string[] | 'any';
  };
  readonly database: {
    /** Null: embedded PostgreSQL in the data folder. */
    readonly url: string | null;
    readonly poolSize: number;
    readonly queryTimeoutMs: number;
  };
  /** Null: queue and topics run on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly rateLimits: {
    /** Where requests are counted; off counts none. */
    readonly storage: 'memory' | 'postgres' | 'redis' | 'off';
    /** Each limit is multiplied by it. */
    readonly factor: number;
  };
  readonly auth: {
    readonly secret: string;
    readonly accessTokenSeconds: number;
    readonly learningRefreshDays: number;
    readonly coachingRefreshDays: number;
    readonly rotationGraceSeconds: number;
  };
  readonly encryption: {
    /** AES-256 keys, the newest first: it seals, and each of them opens. */
    readonly keys: readonly Buffer[];
  };
  readonly llm: {
    readonly provider: Environment['LLM_PROVIDER'];
    readonly baseUrl: string | null;
    readonly apiKey: string | null;
    readonly region: string;
    readonly model: string;
    readonly temperature: number;
    readonly maxOutputTokens: number;
    readonly firstTokenTimeoutMs: number;
    readonly idleTimeoutMs: number;
    readonly totalTimeoutMs: number;
  };
  readonly bedrock: BedrockAccess;
  readonly chat: {
    /** Tokens that a user may spend in a UTC day; null for no budget. */
    readonly userDailyTokens: number | null;
    /** Tokens that all users of a course may spend in it together in a UTC day; null for none. */
    readonly courseDailyTokens: number | null;
    /** From how much of a budget on its users are warned, in percent. */
    readonly budgetWarningPercent: number;
    /** How much of a conversation a model hears again, in characters. */
    readonly historyCharacters: number;
    /** What models cost; a model that is not in here has no known price. */
    readonly prices: ModelPrices;
  };
  readonly ai: {
    /** Tokens a UTC day through the developer API by plan, where nothing else says how many; null for no budget. */
    readonly dailyTokens: Readonly<Record<'free' | 'pro' | 'enterprise', number | null>>;
  };
  readonly replies: {
    /** A generation whose process is silent for this long is taken over by another. */
    readonly leaseMs: number;
    /** Nodes that served nobody for this many days are pruned. */
    readonly unusedDays: number;
  };
  readonly prompts: {
    /** Labels that only platform admins put on a version or take away. */
    readonly protectedLabels: readonly string[];
  };
  /** Where phone numbers without an international prefix belong, ISO 3166-1 alpha-2. */
  readonly phoneCountry: string;
  readonly crisis: {
    /** Whose helplines are named, ISO 3166-1 alpha-2. */
    readonly country: string;
    /** Minutes in which a case must be acknowledged before it is escalated, by its band. */
    readonly acknowledgeMinutes: Readonly<Record<'moderate' | 'high' | 'imminent', number>>;
  };
  readonly network: {
    /** CIDR ranges that settings may point to although they are not public. */
    readonly privateNetworksAllowed: readonly string[];
  };
  readonly mail: {
    /** Who mails come from while the settings name nobody. */
    readonly from: MailSender;
    /** The mail server while the settings name none; null: mail is written to a folder. */
    readonly smtp: SmtpAccess | null;
    /** After so many milliseconds sending a mail is given up. */
    readonly deadlineMs: number;
  };
  readonly files: {
    /** Null: files lie in a folder of the data folder. */
    readonly s3: S3Access | null;
  };
  readonly documents: {
    /** Null: nobody looks for viruses. */
    readonly clamav: ClamavAddress | null;
  };
  readonly payments: {
    /** Null: nothing can be bought, and what needs Stripe says so. */
    readonly stripe: StripeAccess | null;
    /** Any of them may sign an event. */
    readonly webhookSecrets: readonly string[];
    /** One call of Stripe, its retry included, is given up after so many milliseconds. */
    readonly deadlineMs: number;
    /** Where people may be sent back to after paying. */
    readonly returnOrigins: readonly string[];
    /** So many days a plan goes on after a payment was due and did not come. */
    readonly graceDays: number;
  };
  /** How much of what a topic told stays for those who were away. */
  readonly topicLog: { readonly hours: number; readonly entries: number };
  readonly shutdown: {
    /** How long a process that leaves goes on as before, so that a load balancer notices. */
    readonly pauseMs: number;
  };
  readonly metrics: {
    /** Whoever brings it as a bearer token may read the metrics; null: admins alone may. */
    readonly token: string | null;
    /** Where a process without surfaces serves its metrics; null: nowhere. */
    readonly workerPort: number | null;
  };
  /** Where traces go, by OTLP over HTTP; null: nothing is traced, and nothing of it is loaded. */
  readonly tracing: { readonly endpoint: string; readonly serviceName: string } | null;
  readonly realtime: {
    /** Sockets of one network address at one process. */
    readonly connectionsPerAddress: number;
    /** Sockets of one person at one process. */
    readonly connectionsPerPerson: number;
  };
  readonly log: { readonly level: string; readonly pretty: boolean };
}

/** The injection token of the {@link Configuration}. */
export const CONFIGURATION = Symbol('configuration');

/** Raised when the environment cannot be used; the message names each setting and what to do. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * Reads `.env` (where there is one) and the environment.
 *
 * @throws ConfigurationError naming every setting that is wrong.
 */
export function loadConfiguration(): Configuration {
  if (existsSync('.env')) loadEnvFile('.env');
  return configurationFrom(process.env);
}

/**
 * The same from any set of variables, so that tests can build several side by side.
 *
 * @throws ConfigurationError naming every setting that is wrong.
 */
export function configurationFrom(variables: NodeJS.ProcessEnv): Configuration {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `  ${issue.path.join('.')}: ${issue.message}`,
    );
    throw new ConfigurationError(
      `The configuration cannot be used. Each setting is explained in .env.example.\n${problems.join('\n')}`,
    );
  }
  const environment = parsed.data;
  const dataFolder = resolve(environment.DATA_FOLDER);
  const secret = secretOf(environment, dataFolder);
  return {
    environment: environment.NODE_ENV,
    dataFolder,
    http: {
      host: environment.HOST,
      port: environment.PORT,
      publicUrl: (environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`).replace(
        /\/$/,
        '',
      ),
      trustedProxies: environment.TRUSTED_PROXIES,
      corsOrigins: environment.CORS_ORIGINS ?? (environment.NODE_ENV === 'production' ? [] : 'any'),
    },
    database: {
      url: environment.DATABASE_URL ?? null,
      poolSize: environment.DATABASE_POOL_SIZE,
      queryTimeoutMs: environment.DATABASE_QUERY_TIMEOUT_MS,
    },
    redisUrl: environment.REDIS_URL ?? null,
    rateLimits: {
      storage: environment.RATE_LIMITS ?? rateLimitStorageFor(environment),
      factor: environment.RATE_LIMIT_FACTOR,
    },
    auth: {
      secret,
      accessTokenSeconds: environment.ACCESS_TOKEN_MINUTES * 60,
      learningRefreshDays: environment.REFRESH_TOKEN_DAYS,
      coachingRefreshDays: 7,
      rotationGraceSeconds: 10,
    },
    encryption: { keys: encryptionKeysOf(environment, secret) },
    llm: {
      provider: environment.LLM_PROVIDER,
      baseUrl: environment.LLM_BASE_URL ?? null,
      apiKey: environment.LLM_API_KEY ?? null,
      region: environment.LLM_REGION,
      model: environment.LLM_MODEL,
      temperature: environment.LLM_TEMPERATURE,
      maxOutputTokens: environment.LLM_MAX_OUTPUT_TOKENS,
      firstTokenTimeoutMs: environment.LLM_FIRST_TOKEN_TIMEOUT_MS,
      idleTimeoutMs: environment.LLM_IDLE_TIMEOUT_MS,
      totalTimeoutMs: environment.LLM_TOTAL_TIMEOUT_MS,
    },
    bedrock: bedrockAccess(environment),
    ai: {
      dailyTokens: {
        free: environment.AI_FREE_DAILY_TOKENS || null,
        pro: environment.AI_PRO_DAILY_TOKENS || null,
        enterprise: environment.AI_ENTERPRISE_DAILY_TOKENS || null,
      },
    },
    chat: {
      userDailyTokens: environment.CHAT_USER_DAILY_TOKENS || null,
      courseDailyTokens: environment.CHAT_COURSE_DAILY_TOKENS || null,
      budgetWarningPercent: environment.CHAT_BUDGET_WARNING_PERCENT,
      historyCharacters: environment.CHAT_HISTORY_CHARACTERS,
      prices: environment.MODEL_PRICES,
    },
    replies: {
      leaseMs: environment.REPLY_LEASE_MS,
      unusedDays: environment.REPLY_UNUSED_DAYS,
    },
    prompts: { protectedLabels: environment.PROTECTED_PROMPT_LABELS },
    phoneCountry: environment.PHONE_COUNTRY,
    crisis: {
      country: environment.CRISIS_COUNTRY,
      acknowledgeMinutes: {
        moderate: environment.CRISIS_ACKNOWLEDGE_MINUTES_MODERATE,
        high: environment.CRISIS_ACKNOWLEDGE_MINUTES_HIGH,
        imminent: environment.CRISIS_ACKNOWLEDGE_MINUTES_IMMINENT,
      },
    },
    network: { privateNetworksAllowed: environment.PRIVATE_NETWORKS_ALLOWED },
    mail: {
      from: environment.MAIL_FROM,
      smtp: environment.SMTP_URL ?? null,
      deadlineMs: environment.SMTP_DEADLINE_MS,
    },
    files: { s3: s3Access(environment) },
    documents: {
      clamav: environment.CLAMAV_ADDRESS ?? null,
    },
    payments: {
      stripe:
        environment.STRIPE_SECRET_KEY === undefined
          ? null
          : stripeAccess(environment.STRIPE_SECRET_KEY, environment.STRIPE_API_BASE),
      webhookSecrets: environment.STRIPE_WEBHOOK_SECRET,
      deadlineMs: environment.STRIPE_DEADLINE_MS,
      returnOrigins: environment.PAYMENT_RETURN_ORIGINS ?? [
        new URL(environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`).origin,
        'http://localhost:3000',
      ],
      graceDays: environment.PAYMENT_GRACE_DAYS,
    },
    topicLog: { hours: environment.TOPIC_LOG_HOURS, entries: environment.TOPIC_LOG_ENTRIES },
    shutdown: { pauseMs: environment.SHUTDOWN_PAUSE_MS ?? shutdownPauseFor(environment) },
    metrics: {
      token: environment.METRICS_TOKEN ?? null,
      workerPort: environment.WORKER_METRICS_PORT ?? null,
    },
    tracing:
      environment.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : {
            endpoint: environment.OTEL_EXPORTER_OTLP_ENDPOINT,
            serviceName: environment.OTEL_SERVICE_NAME,
          },
    realtime: {
      connectionsPerAddress: environment.REALTIME_CONNECTIONS_PER_ADDRESS,
      connectionsPerPerson: environment.REALTIME_CONNECTIONS_PER_PERSON,
    },
    log: {
      level: environment.LOG_LEVEL ?? (environment.NODE_ENV === 'test' ? 'silent' : 'info'),
      pretty: environment.NODE_ENV !== 'production',
    },
  };
}

/** One process counts in its memory; several, which have a database of their own, together. */
function rateLimitStorageFor(environment: Environment): 'memory' | 'postgres' | 'redis' {
  if (environment.REDIS_URL !== undefined) return 'redis';
  return environment.DATABASE_URL === undefined ? 'memory' : 'postgres';
}

const BALANCED_PAUSE_MS = 3_000;

/** Whoever develops wants a process to end at once; in front of a real one stands a balancer. */
function shutdownPauseFor(environment: Environment): number {
  const isBalanced =
    environment.NODE_ENV === 'production' && environment.DATABASE_URL !== undefined;
  return isBalanced ? BALANCED_PAUSE_MS : 0;
}

/** The derived key stays known, so that an installation may begin without one and set it later. */
function encryptionKeysOf(environment: Environment, secret: string): readonly Buffer[] {
  const { TRELLIS_ENCRYPTION_KEY: key, TRELLIS_ENCRYPTION_PREVIOUS_KEYS: previous } = environment;
  const derived = deriveEncryptionKey(secret);
  return key === undefined ? [derived] : [key, ...previous, derived];
}

const MINIMUM_SECRET_LENGTH = 32;

/** In production the secret must be given; elsewhere one is made once and kept in the data folder. */
function secretOf(environment: Environment, dataFolder: string): string {
  const given = environment.TRELLIS_SECRET;
  if (given !== undefined) {
    if (given.length < MINIMUM_SECRET_LENGTH || new Set(given).size < 10) {
      throw new ConfigurationError(
        `TRELLIS_SECRET is too weak: it needs ${MINIMUM_SECRET_LENGTH} or more random characters, ` +
          'for instance from `openssl rand -base64 48`.',
      );
    }
    return given;
  }
  if (environment.NODE_ENV === 'production') {
    throw new ConfigurationError(
      'TRELLIS_SECRET is not set. In production every process needs the same one, ' +
        'for instance from `openssl rand -base64 48`.',
    );
  }
  const file = join(dataFolder, 'secret');
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}
