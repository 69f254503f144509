import { isIP } from 'node:net';
import { z } from 'zod';
import { parseClamavAddress } from './clamav-address';
import { modelPrices } from './model-prices';
import { parseEncryptionKey } from './encryption-keys';
import { parseMailSender, parseSmtpUrl } from './smtp-access';
import { isOrigin, isStripeKey } from './stripe-access';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const milliseconds = z.coerce.number().int().min(10).max(3_600_000);
const minutes = z.coerce.number().min(0.01).max(43_200);
/** A budget in tokens; 0 means none. */
const dailyTokens = z.coerce.number().int().min(0).max(1_000_000_000_000).default(0);
const connections = z.coerce.number().int().min(1).max(1_000_000);
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

const encryptionKey = z.string().transform((text, context) => {
  const key = parseEncryptionKey(text);
  if (key !== null) return key;
  context.addIssue({
    code: 'custom',
    message: 'must be 32 random bytes in base64, for instance from `openssl rand -base64 32`',
  });
  return z.NEVER;
});

const smtpUrl = z.string().transform((text, context) => {
  const access = parseSmtpUrl(text);
  if (access !== null) return access;
  context.addIssue({
    code: 'custom',
    message: 'must be an address such as smtp://user:password@mail.example.com:587 or smtps://…',
  });
  return z.NEVER;
});

const mailSender = z.string().transform((text, context) => {
  const sender = parseMailSender(text);
  if (sender !== null) return sender;
  context.addIssue({
    code: 'custom',
    message: 'must be an address such as Trellis <no-reply@example.com>',
  });
  return z.NEVER;
});

const addressRanges = list
  .refine((ranges) => ranges.every(isAddressRange), {
    message: 'must be addresses or CIDR ranges, separated by commas, e.g. 10.0.0.0/8',
  })
  .default([]);

const clamavAddress = z.string().transform((text, context) => {
  const address = parseClamavAddress(text);
  if (address !== null) return address;
  context.addIssue({
    code: 'custom',
    message: 'must be tcp://host:port or unix:/path/of/the/socket',
  });
  return z.NEVER;
});

const origins = list.refine((texts) => texts.every(isOrigin), {
  message: 'must be origins separated by commas, e.g. https://app.example.com, with nothing after',
});

/** Whom to believe; `true`, and how many proxies there are, would let anybody name any address. */
const trustedProxies = list
  .refine((ranges) => ranges.every(isAddressRange), {
    message:
      'must be addresses or CIDR ranges of the proxies, separated by commas, e.g. 10.0.0.0/8; ' +
      'neither true nor a number of proxies says whom to believe',
  })
  .default([]);

const PROMPT_LABEL = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

function isAddressRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  );
}

/** Every environment variable that Trellis reads. `.env.example` explains each of them. */
export const environmentSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    HOST: z.string().default('0.0.0.0'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
    PUBLIC_URL: url('http:', 'https:').optional(),
    TRUSTED_PROXIES: trustedProxies,
    PRIVATE_NETWORKS_ALLOWED: addressRanges,
    CORS_ORIGINS: list.optional(),
    DATA_FOLDER: z.string().default('.trellis'),
    DATABASE_URL: url('postgres:', 'postgresql:').optional(),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
    DATABASE_QUERY_TIMEOUT_MS: milliseconds.default(15_000),
    REDIS_URL: url('redis:', 'rediss:').optional(),
    RATE_LIMITS: z.enum(['memory', 'postgres', 'redis', 'off']).optional(),
    RATE_LIMIT_FACTOR: z.coerce.number().min(0.01).max(1_000_000).default(1),
    TRELLIS_SECRET: z.string().optional(),
    TRELLIS_ENCRYPTION_KEY: encryptionKey.optional(),
    TRELLIS_ENCRYPTION_PREVIOUS_KEYS: list.pipe(z.array(encryptionKey)).default([]),
    ACCESS_TOKEN_MINUTES: z.coerce.number().min(1).max(1440).default(30),
    REFRESH_TOKEN_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    LLM_PROVIDER: z
      .enum(['offline', 'anthropic', 'bedrock', 'openai-compatible'])
      .default('offline'),
    LLM_BASE_URL: url('http:', 'https:').optional(),
    LLM_API_KEY: z.string().optional(),
    LLM_MODEL: z.string().max(200).default('offline'),
    LLM_REGION: z.string().default('us-east-1'),
    AWS_ACCESS_KEY_ID: z.string().optional(),
    AWS_SECRET_ACCESS_KEY: z.string().optional(),
    AWS_SESSION_TOKEN: z.string().optional(),
    AWS_BEARER_TOKEN_BEDROCK: z.string().optional(),
    LLM_TEMPERATURE: z.coerce.number().min(0).max(2).default(0.3),
    LLM_MAX_OUTPUT_TOKENS: z.coerce.number().int().min(16).max(100_000).default(1200),
    LLM_FIRST_TOKEN_TIMEOUT_MS: milliseconds.default(20_000),
    LLM_IDLE_TIMEOUT_MS: milliseconds.default(20_000),
    LLM_TOTAL_TIMEOUT_MS: milliseconds.default(180_000),
    MODEL_PRICES: modelPrices,
    AI_FREE_DAILY_TOKENS: dailyTokens.default(100_000),
    AI_PRO_DAILY_TOKENS: dailyTokens.default(1_000_000),
    AI_ENTERPRISE_DAILY_TOKENS: dailyTokens.default(10_000_000),
    CHAT_USER_DAILY_TOKENS: dailyTokens,
    CHAT_COURSE_DAILY_TOKENS: dailyTokens,
    CHAT_BUDGET_WARNING_PERCENT: z.coerce.number().min(1).max(100).default(80),
    CHAT_HISTORY_CHARACTERS: z.coerce.number().int().min(1_000).max(10_000_000).default(60_000),
    REPLY_LEASE_MS: milliseconds.default(6_000),
    REPLY_UNUSED_DAYS: z.coerce.number().min(1).max(3650).default(90),
    PROTECTED_PROMPT_LABELS: list
      .refine((labels) => labels.every((label) => PROMPT_LABEL.test(label)), {
        message: 'must be labels of prompts, separated by commas, e.g. production,staging',
      })
      .default([]),
    PHONE_COUNTRY: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country in two capital letters, e.g. US')
      .default('US'),
    CRISIS_COUNTRY: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country in two capital letters, e.g. US')
      .default('US'),
    CRISIS_ACKNOWLEDGE_MINUTES_IMMINENT: minutes.default(5),
    CRISIS_ACKNOWLEDGE_MINUTES_HIGH: minutes.default(15),
    CRISIS_ACKNOWLEDGE_MINUTES_MODERATE: minutes.default(240),
    MAIL_FROM: mailSender.prefault('Trellis <no-reply@trellis.example>'),
    SMTP_URL: smtpUrl.optional(),
    SMTP_DEADLINE_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
    FILES_DRIVER: z.enum(['local', 's3']).default('local'),
    S3_ENDPOINT: url('http:', 'https:').optional(),
    S3_BUCKET: z.string().optional(),
    S3_REGION: z.string().default('us-east-1'),
    S3_ACCESS_KEY_ID: z.string().optional(),
    S3_SECRET_ACCESS_KEY: z.string().optional(),
    S3_FORCE_PATH_STYLE: z.enum(['true', 'false']).default('false'),
    CLAMAV_ADDRESS: clamavAddress.optional(),
    STRIPE_SECRET_KEY: z
      .string()
      .refine(
        isStripeKey,
        'must be a secret key of Stripe: sk_test_…, sk_live_…, rk_test_… or rk_live_…',
      )
      .optional(),
    STRIPE_WEBHOOK_SECRET: list
      .refine((secrets) => secrets.every((secret) => /^whsec_\S{8,}$/.test(secret)), {
        message: 'must be signing secrets of Stripe (whsec_…), separated by commas',
      })
      .default([]),
    STRIPE_API_BASE: url('http:', 'https:').default('https://api.stripe.com'),
    STRIPE_DEADLINE_MS: z.coerce.number().int().min(100).max(60_000).default(10_000),
    PAYMENT_RETURN_ORIGINS: origins.optional(),
    TOPIC_LOG_HOURS: z.coerce.number().int().min(1).max(720).default(24),
    TOPIC_LOG_ENTRIES: z.coerce.number().int().min(10).max(100_000).default(1_000),
    PAYMENT_GRACE_DAYS: z.coerce.number().min(0).max(90).default(7),
    SHUTDOWN_PAUSE_MS: z.coerce.number().int().min(0).max(10_000).optional(),
    METRICS_TOKEN: z
      .string()
      .min(24, 'must be 24 or more random characters, for instance from `openssl rand -hex 24`')
      .optional(),
    WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
    OTEL_SERVICE_NAME: z.string().max(200).default('trellis'),
    REALTIME_CONNECTIONS_PER_ADDRESS: connections.default(2_000),
    REALTIME_CONNECTIONS_PER_PERSON: connections.default(30),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
  })
  .superRefine((environment, context) => {
    const { TRELLIS_ENCRYPTION_KEY: key, TRELLIS_ENCRYPTION_PREVIOUS_KEYS: previous } = environment;
    if (previous.length > 0 && key === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['TRELLIS_ENCRYPTION_KEY'],
        message: 'is needed when TRELLIS_ENCRYPTION_PREVIOUS_KEYS is set',
      });
    }
  })
  .superRefine((environment, context) => {
    if (environment.RATE_LIMITS === 'redis' && environment.REDIS_URL === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['REDIS_URL'],
        message: 'is needed when RATE_LIMITS is redis',
      });
    }
  })
  .superRefine((environment, context) => {
    if (environment.WORKER_METRICS_PORT !== undefined && environment.METRICS_TOKEN === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['METRICS_TOKEN'],
        message: 'is needed when WORKER_METRICS_PORT is set',
      });
    }
  })
  .superRefine((environment, context) => {
    if (environment.FILES_DRIVER === 's3' && environment.S3_BUCKET === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['S3_BUCKET'],
        message: 'is needed when FILES_DRIVER is s3',
      });
    }
  })
  .superRefine((environment, context) => {
    if (environment.LLM_PROVIDER === 'offline') return;
    const required: Record<string, readonly (keyof typeof environment)[]> = {
      anthropic: ['LLM_API_KEY'],
      bedrock: [],
      'openai-compatible': ['LLM_BASE_URL'],
    };
    for (const name of required[environment.LLM_PROVIDER] ?? []) {
      if (environment[name] === undefined) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `is needed when LLM_PROVIDER is ${environment.LLM_PROVIDER}`,
        });
      }
    }
    if (environment.LLM_MODEL === 'offline') {
      context.addIssue({
        code: 'custom',
        path: ['LLM_MODEL'],
        message: `must name a model of ${environment.LLM_PROVIDER}`,
      });
    }
  });

/** The environment as the schema leaves it. */
export type Environment = z.infer<typeof environmentSchema>;
