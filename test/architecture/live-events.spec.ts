import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import asyncApi from '@asyncapi/specs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { LIVE_EVENT_TYPES, UNTOLD_EVENTS } from '../../src/domain/live-events/live-event-catalogue';
import { realtimeDocument } from '../../src/surfaces/realtime/asyncapi/realtime-document';

interface Message {
  readonly name: string;
  readonly payload: object;
  readonly examples?: readonly { readonly payload: object }[];
}

interface Document {
  readonly channels: Readonly<Record<string, { readonly messages: object }>>;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
}

const FEATURES = path.resolve('src/domain');
const NAME_OF_CLASS = /extends DomainEvent[\s\S]*?override readonly name = '([^']+)'/g;
const NAME_IN_STATEMENT = /_CREATED = '([a-z_.]+)'/g;

/** The names of all events that features declare. */
function declaredEvents(): string[] {
  return readdirSync(FEATURES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.events.ts'))
    .flatMap((file) => {
      const text = readFileSync(path.join(FEATURES, file), 'utf8');
      return [NAME_OF_CLASS, NAME_IN_STATEMENT].flatMap((pattern) =>
        [...text.matchAll(pattern)].map(([, name = '']) => name),
      );
    });
}

/** Every reference of a document. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' ? [String(member)] : references(member),
  );
}

/** What stands between back-ticks. */
function wordsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word).toSorted();
}

describe('The catalogue of live events', () => {
  it('has every event of every feature, or says why it is told to nobody', () => {
    const known = [...LIVE_EVENT_TYPES.map(({ type }) => type), ...Object.keys(UNTOLD_EVENTS)];
    expect(declaredEvents().length).toBeGreaterThan(30);
    expect(known.toSorted()).toEqual(declaredEvents().toSorted());
    for (const reason of Object.values(UNTOLD_EVENTS)) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('tells nothing of a student on topics of courses, and no crisis outside its own', () => {
    for (const { type, topics, example } of LIVE_EVENT_TYPES) {
      if (type.startsWith('crisis.')) expect([type, ...topics]).toEqual([type, 'crisis_alerts']);
      else expect([type, ...topics]).not.toContain('crisis_alerts');
      if (topics.includes('course'))
        expect(Object.keys(example).toSorted()).toEqual(['course_id', 'part']);
      if (type.startsWith('payment.')) expect([type, ...topics]).toEqual([type, 'user']);
    }
  });

  it('is what the guide lists', () => {
    const guide = readFileSync('docs/realtime.md', 'utf8');
    const listed = [...guide.matchAll(/^\| `([a-z_]+\.[a-z_.]+)` \| (.*) \| (.*) \|$/gm)].map(
      ([, type, topics = '', data = '']) => [type, wordsIn(topics), wordsIn(data)],
    );
    const known = LIVE_EVENT_TYPES.map(({ type, topics, data }) => [
      type,
      topics.toSorted(),
      Object.keys(data.shape).toSorted(),
    ]);
    expect(listed.toSorted()).toEqual(known.toSorted());
  });

  it('shows examples that are what it says', () => {
    for (const { type, data, example } of LIVE_EVENT_TYPES) {
      const parsed = data.strict().safeParse(example);
      expect([type, parsed.error?.issues ?? []]).toEqual([type, []]);
    }
  });
});

describe('The document of the sockets', () => {
  const document = realtimeDocument() as Document;

  it('is what is committed', () => {
    const committed = readFileSync('asyncapi/realtime.json', 'utf8');
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('is AsyncAPI 3', () => {
    // Its schema brings the dialect that it is written in along.
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false });
    addFormats(ajv);
    const validate = ajv.compile(asyncApi.schemas['3.0.0'] as object);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(validate({ ...document, channels: { odd: { address: 7 } } })).toBe(false);
  });

  it('refers to nothing that is not there', () => {
    const named = references(document);
    expect(named.length).toBeGreaterThan(100);
    for (const name of named) {
      const steps = name.replace('#/', '').split('/');
      const found = steps.reduce<unknown>(
        (at, step) => (at as Record<string, unknown> | undefined)?.[step],
        document,
      );
      expect([name, typeof found]).toEqual([name, 'object']);
    }
  });

  it('shows examples that fit their schemas', () => {
    const ajv = new Ajv({ strict: false });
    addFormats(ajv);
    for (const { name, payload, examples = [] } of Object.values(document.components.messages)) {
      const validate = ajv.compile(payload);
      for (const example of examples) {
        validate(example.payload);
        expect([name, validate.errors]).toEqual([name, null]);
      }
    }
  });
});
