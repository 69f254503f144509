import { getMetadataStorage } from 'class-validator';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AccessGuard } from '../../src/surfaces/access.guard';
import { createDocuments } from '../../src/surfaces/openapi';
import { declaredRoutes, type DeclaredRoute } from '../support/declared-routes';
import { testApp, type TestApp } from '../support/test-app';

const OPEN = ['public', 'refresh token'];
const KEYED = ['api key', 'api key or signed in'];
const GUARDED = ['signed in', 'instructor or above', 'platform admin', ...KEYED];
const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface DocumentedOperation {
  readonly name: string;
  readonly operation: NonNullable<OpenAPIObject['paths'][string]['get']>;
}

describe('Every route', () => {
  let app: TestApp;
  let routes: DeclaredRoute[];
  let documented: DocumentedOperation[];

  beforeAll(async () => {
    app = await testApp();
    routes = declaredRoutes(app.trellis.app);
    documented = Object.values(createDocuments(app.trellis.app)).flatMap(({ paths }) =>
      Object.entries(paths).flatMap(([path, item]) =>
        VERBS.flatMap((verb) => {
          const operation = item[verb];
          return operation === undefined
            ? []
            : [{ name: `${verb.toUpperCase()} ${path}`, operation }];
        }),
      ),
    );
  });
  afterAll(() => app.stop());

  const placesOf = (wrong: readonly DeclaredRoute[]) => wrong.map(({ place }) => place);
  const namesOf = (wrong: readonly DocumentedOperation[]) => wrong.map(({ name }) => name);

  /** The name under which documents show a route, if its surface has a document. */
  function documentedName({ method, paths }: DeclaredRoute): string {
    return `${method} ${(paths[0] ?? '').replaceAll(/:(\w+)/g, '{$1}')}`;
  }

  it('is found: this test looks at something', () => {
    expect(placesOf(routes)).toEqual(
      expect.arrayContaining([
        'LearningAuthController.login',
        'LearningUsersController.getMe',
        'CoachingAuthController.register',
        'HealthController.ready',
      ]),
    );
    expect(documented.length).toBeGreaterThan(10);
  });

  it('declares who may call it: add @Public, @SignedIn or one of their kind', () => {
    expect(placesOf(routes.filter(({ access }) => access === undefined))).toEqual([]);
    const known = new Set([...OPEN, ...GUARDED]);
    expect(placesOf(routes.filter(({ access }) => !known.has(access ?? '')))).toEqual([]);
  });

  it('has a guard when it is not for everybody', () => {
    const unguarded = routes.filter(
      ({ access = '', guards }) => GUARDED.includes(access) && !guards.includes(AccessGuard),
    );
    expect(placesOf(unguarded)).toEqual([]);
  });

  it('refuses strangers when it is not for everybody', async () => {
    const guarded = routes.filter(({ access = '' }) => GUARDED.includes(access));
    const statuses = new Map<string, number>();
    for (const { method, paths } of guarded) {
      for (const path of paths) {
        const address = path.replaceAll(/:\w+/g, '1');
        statuses.set(`${method} ${path}`, (await app.root.raw(method, address, undefined)).status);
      }
    }
    expect(statuses.size).toBeGreaterThan(0);
    expect([...statuses].filter(([, status]) => status !== 401)).toEqual([]);
  });

  it('stands alone under its verb and path', () => {
    const addresses = routes.flatMap(({ method, paths }) =>
      paths.map((path) => `${method} ${path.replaceAll(/:\w+/g, ':id')}`),
    );
    const twice = addresses.filter((address, index) => addresses.indexOf(address) !== index);
    expect(twice).toEqual([]);
  });

  it('checks its body and its query against a class with rules', () => {
    const unchecked = routes.filter(({ inputs }) =>
      inputs.some(
        (type) =>
          typeof type !== 'function' ||
          getMetadataStorage().getTargetValidationMetadatas(type, '', true, false).length === 0,
      ),
    );
    expect(placesOf(unchecked)).toEqual([]);
  });

  it('is documented when it belongs to a contract', () => {
    const names = new Set(namesOf(documented));
    const contracts = /^\/(api|v1|v2)\//;
    const hidden = routes.filter(
      (route) => contracts.test(route.paths[0] ?? '') && !names.has(documentedName(route)),
    );
    expect(placesOf(hidden)).toEqual([]);
    expect(new Set(namesOf(documented)).size).toBe(documented.length);
  });

  it('says in its document how the caller stands with the limits', () => {
    const headersOf = ({ operation }: DocumentedOperation, status: string): string[] => {
      const response = operation.responses[status];
      return response === undefined || '$ref' in response
        ? []
        : Object.keys(response.headers ?? {});
    };
    const limits = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];
    const silent = documented.filter((route) => {
      const success = Object.keys(route.operation.responses).find((status) => status < '400') ?? '';
      const named = headersOf(route, success);
      const isTagged = route.operation.responses['304'] === undefined || named.includes('ETag');
      return !isTagged || !limits.every((name) => named.includes(name));
    });
    expect(namesOf(silent)).toEqual([]);
    const late = documented.filter((route) => !headersOf(route, '429').includes('Retry-After'));
    expect(namesOf(late)).toEqual([]);
  });

  it('says in its document what it does', () => {
    const silent = documented.filter(({ operation }) => (operation.summary ?? '').length < 4);
    expect(namesOf(silent)).toEqual([]);
    const untagged = documented.filter(({ operation }) => (operation.tags ?? []).length === 0);
    expect(namesOf(untagged)).toEqual([]);
    const ids = documented.map(({ operation }) => operation.operationId);
    expect(ids.every((id) => id !== undefined && id !== '')).toBe(true);
  });

  it('shows in its document what it answers when all goes well', () => {
    const vague = documented.filter(({ operation }) => {
      const successes = Object.entries(operation.responses).filter(([status]) =>
        status.startsWith('2'),
      );
      return (
        successes.length === 0 ||
        successes.some(
          ([status, reply]) =>
            status !== '204' &&
            Object.keys((reply as { content?: object }).content ?? {}).length === 0,
        )
      );
    });
    expect(namesOf(vague)).toEqual([]);
  });

  it('shows in its document that it needs a token, exactly when it does', () => {
    const accesses = new Map(routes.map((route) => [documentedName(route), route.access]));
    const wrong = documented.filter(({ name, operation }) => {
      const isPublic = accesses.get(name) === 'public';
      return isPublic === (operation.security ?? []).length > 0;
    });
    expect(namesOf(wrong)).toEqual([]);
  });

  it('shows in its document the shape of its errors', () => {
    const shapeless = documented.filter(({ operation }) =>
      Object.entries(operation.responses).some(
        ([status, reply]) =>
          Number(status) >= 400 &&
          Object.keys((reply as { content?: object }).content ?? {}).length === 0,
      ),
    );
    expect(namesOf(shapeless)).toEqual([]);
  });
});
