/** Members that hold secrets, in our notation, in the contracts' and in that of libraries. */
const SECRET_NAMES = [
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'apiKey',
  'secretKey',
  'webhookSecrets',
  'bearerToken',
  'password',
  'new_password',
  'current_password',
  'access_token',
  'refresh_token',
  'authorization',
] as const;

/**
 * What the log never shows, should an object with it be logged by mistake: as a member of what
 * is logged, or up to three objects further inside.
 */
export const SECRET_PATHS: string[] = SECRET_NAMES.flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
  `*.*.*.${name}`,
]);
