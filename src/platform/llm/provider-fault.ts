/** The longest account of a fault that is kept, in characters. */
const LONGEST_DETAIL = 500;

/** Keys, session tokens and signatures are this long without a break; names of models are not. */
const LOOKS_SECRET = /[A-Za-z0-9+/=_-]{32,}/g;

/**
 * What a provider or the network said, as the cause of an error of ours: short, and without
 * credentials. The provider library's own errors are not kept, because they carry the whole
 * request, and with it what students wrote.
 */
export class ProviderFault extends Error {
  /** The HTTP status of the reply; null where there was none. */
  readonly status: number | null;

  constructor(detail: string, status: number | null) {
    super(detail);
    this.name = 'ProviderFault';
    this.status = status;
  }

  /** Retells any thrown value and its chain of causes; `secrets` are cut out wherever they occur. */
  static from(error: unknown, secrets: readonly string[], status: number | null): ProviderFault {
    const account = retell(error).join('; caused by ');
    const clean = secrets
      .filter((secret) => secret !== '')
      .reduce((text, secret) => text.replaceAll(secret, '[redacted]'), account)
      .replace(LOOKS_SECRET, '[redacted]');
    return new ProviderFault(clean.slice(0, LONGEST_DETAIL), status);
  }
}

function retell(error: unknown): string[] {
  const lines: string[] = [];
  let current = error;
  while (typeof current === 'object' && current !== null && lines.length < 5) {
    const { name, code, type, message, cause } = current as Record<string, unknown>;
    const labels = [name, code, type].filter((label) => isLabel(label)).join(' ');
    lines.push(`${labels || 'error'}: ${typeof message === 'string' ? message : 'no message'}`);
    current = cause;
  }
  return lines.length > 0 ? lines : [String(error)];
}

function isLabel(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
