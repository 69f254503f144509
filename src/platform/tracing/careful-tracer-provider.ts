import type {
  Attributes,
  AttributeValue,
  Context,
  Span,
  SpanOptions,
  Tracer,
  TracerOptions,
  TracerProvider,
} from '@opentelemetry/api';

/** All that a span may tell; whatever else a library writes stays out. */
const TOLD: ReadonlySet<string> = new Set([
  'http.request.method',
  'http.method',
  'http.route',
  'http.response.status_code',
  'http.status_code',
  'url.scheme',
  'http.scheme',
  'network.protocol.version',
  'http.flavor',
  'db.system',
  'db.system.name',
  'db.namespace',
  'db.name',
  'db.operation',
  'db.operation.name',
  'db.query.text',
  'db.statement',
  'error.type',
]);

/** Attributes with the text of a statement. */
const STATEMENTS: ReadonlySet<string> = new Set(['db.query.text', 'db.statement']);
const LITERAL = /'(?:[^']|'')*'/g;
const LONGEST_STATEMENT = 1_000;

type Method = 'startSpan' | 'startActiveSpan';

/**
 * Gives libraries tracers whose spans tell only what may be told: neither addresses with the tokens
 * and ids in them, nor messages of errors with the values in them, nor values in statements.
 */
export class CarefulTracerProvider implements TracerProvider {
  constructor(private readonly provider: TracerProvider) {}

  getTracer(name: string, version?: string, options?: TracerOptions): Tracer {
    const tracer = this.provider.getTracer(name, version, options);
    const startSpan = (spanName: string, spanOptions?: SpanOptions, context?: Context): Span =>
      careful(tracer.startSpan(spanName, told(spanOptions), context));
    return {
      startSpan,
      startActiveSpan: unsupported('startActiveSpan'),
    };
  }
}

function unsupported(method: Method): () => never {
  return () => {
    throw new Error(`No library traced here calls ${method}; make its spans careful first.`);
  };
}

function told(options: SpanOptions | undefined): SpanOptions | undefined {
  if (options?.attributes === undefined) return options;
  return { ...options, attributes: toldAttributes(options.attributes) };
}

function toldAttributes(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (TOLD.has(name)) kept[name] = toldValue(name, value);
  }
  return kept;
}

function toldValue(name: string, value: AttributeValue | undefined): AttributeValue | undefined {
  if (!STATEMENTS.has(name) || typeof value !== 'string') return value;
  return value.replace(LITERAL, '?').slice(0, LONGEST_STATEMENT);
}

/** The same span; what is written into it from now on is looked through first. */
function careful(span: Span): Span {
  const setAttribute = span.setAttribute.bind(span);
  const setStatus = span.setStatus.bind(span);
  return Object.assign(span, {
    setAttribute: (name: string, value: AttributeValue): Span =>
      TOLD.has(name) ? setAttribute(name, toldValue(name, value) ?? value) : span,
    setAttributes: (attributes: Attributes): Span => {
      for (const [name, value] of Object.entries(toldAttributes(attributes))) {
        if (value !== undefined) setAttribute(name, value);
      }
      return span;
    },
    setStatus: ({ code }: Parameters<Span['setStatus']>[0]): Span => setStatus({ code }),
    recordException: (): void => undefined,
    addEvent: (): Span => span,
  });
}
