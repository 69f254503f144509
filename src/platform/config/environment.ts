import { isIP } from 'node:net';
import { z } from 'zod';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const milliseconds = z.coerce.number().int().min(10).max(3_600_000);
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

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
    TRUSTED_PROXIES: list
      .refine((ranges) => ranges.every(isAddressRange), {
        message: 'must be addresses or CIDR ranges, separated by commas, e.g. 10.0.0.0/8',
      })
      .default([]),
    CORS_ORIGINS: list.optional(),
    DATA_FOLDER: z.string().default('.trellis'),
    DATABASE_URL: url('postgres:', 'postgresql:').optional(),
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(12),
    DATABASE_QUERY_TIMEOUT_MS: milliseconds.default(15_000),
    REDIS_URL: url('redis:', 'rediss:').optional(),
    TRELLIS_SECRET: z.string().optional(),
    ACCESS_TOKEN_MINUTES: z.coerce.number().min(1).max(1440).default(30),
    REFRESH_TOKEN_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    LLM_PROVIDER: z
      .enum(['offline', 'anthropic', 'bedrock', 'openai-compatible'])
      .default('offline'),
    LLM_BASE_URL: url('http:', 'https:').optional(),
    LLM_API_KEY: z.string().optional(),
    LLM_MODEL: z.string().max(200).default('offline'),
    LLM_REGION: z.string().default('us-east-1'),
    LLM_TEMPERATURE: z.coerce.number().min(0).max(2).default(0.3),
    LLM_MAX_OUTPUT_TOKENS: z.coerce.number().int().min(16).max(100_000).default(1200),
    LLM_FIRST_TOKEN_TIMEOUT_MS: milliseconds.default(20_000),
    LLM_IDLE_TIMEOUT_MS: milliseconds.default(20_000),
    LLM_TOTAL_TIMEOUT_MS: milliseconds.default(180_000),
    REPLY_LEASE_MS: milliseconds.default(6_000),
    REPLY_UNUSED_DAYS: z.coerce.number().min(1).max(3650).default(90),
    MAIL_FROM: z.string().default('Trellis <no-reply@trellis.example>'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
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
