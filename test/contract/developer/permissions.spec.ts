import type { OpenAPIObject } from '@nestjs/swagger';
import { type Permission, PERMISSIONS } from '../../../src/kernel/actor';
import { declaredRoutes } from '../../support/declared-routes';
import { developer } from '../../support/developers';
import { person } from '../../support/people';
import { testApp, type TestApp } from '../../support/test-app';

/** What a route asks of its caller: a permission of a key, any key or a sign-in, or something else. */
type Need = Permission | 'any key or a sign-in' | 'a sign-in' | 'nothing';

/** Written down a second time on purpose: a decorator that says otherwise is a mistake. */
const NEEDS: Readonly<Record<string, Need>> = {
  'POST /v1/api-keys': 'a sign-in',
  'GET /v1/api-keys': 'a sign-in',
  'GET /v1/api-keys/{api_key_id}': 'a sign-in',
  'PATCH /v1/api-keys/{api_key_id}': 'a sign-in',
  'DELETE /v1/api-keys/{api_key_id}': 'a sign-in',
  'POST /v1/api-keys/{api_key_id}/rotate': 'a sign-in',
  'POST /v1/leaked-keys': 'nothing',
  'GET /v1/user/profile': 'read:user',
  'GET /v1/tasks': 'read:tasks',
  'POST /v1/tasks': 'write:tasks',
  'GET /v1/tasks/{task_id}': 'read:tasks',
  'PATCH /v1/tasks/{task_id}': 'write:tasks',
  'POST /v1/tasks/{task_id}/submit': 'write:tasks',
  'POST /v1/tasks/{task_id}/withdraw': 'write:tasks',
  'GET /v1/points/balance': 'read:staking',
  'GET /v1/points/statement': 'read:staking',
  'GET /v1/points/transfers/{transfer_id}': 'read:staking',
  'GET /v1/staking/summary': 'read:staking',
  'GET /v1/staking/products': 'read:staking',
  'GET /v1/staking/stakes': 'read:staking',
  'POST /v1/staking/stakes': 'write:staking',
  'GET /v1/staking/stakes/{stake_id}': 'read:staking',
  'POST /v1/staking/stakes/{stake_id}/unstake': 'write:staking',
  'POST /v1/staking/stakes/{stake_id}/claim': 'write:staking',
  'GET /v1/ai/models': 'use:ai',
  'GET /v1/ai/usage': 'use:ai',
  'POST /v1/ai/completions': 'use:ai',
  'GET /v1/ai/tools': 'use:ai',
  'POST /v1/ai/tools/{name}': 'use:ai',
  'GET /v1/ai/runs/{run_id}': 'use:ai',
  'GET /v1/ai/openai/models': 'use:ai',
  'GET /v1/ai/openai/models/{model}': 'use:ai',
  'POST /v1/ai/openai/chat/completions': 'use:ai',
  'POST /v1/ai/openai/responses': 'use:ai',
  'POST /v1/webhooks': 'any key or a sign-in',
  'GET /v1/webhooks': 'any key or a sign-in',
  'GET /v1/webhooks/event-types': 'any key or a sign-in',
  'GET /v1/webhooks/{webhook_id}': 'any key or a sign-in',
  'PATCH /v1/webhooks/{webhook_id}': 'any key or a sign-in',
  'DELETE /v1/webhooks/{webhook_id}': 'any key or a sign-in',
  'POST /v1/webhooks/{webhook_id}/rotate-secret': 'any key or a sign-in',
  'POST /v1/webhooks/{webhook_id}/enable': 'any key or a sign-in',
  'POST /v1/webhooks/{webhook_id}/test': 'any key or a sign-in',
  'GET /v1/webhooks/{webhook_id}/deliveries': 'any key or a sign-in',
  'GET /v1/webhooks/{webhook_id}/deliveries/{delivery_id}': 'any key or a sign-in',
  'POST /v1/webhooks/{webhook_id}/deliveries/{delivery_id}/replay': 'any key or a sign-in',
};

const routes = Object.entries(NEEDS).map(([name, need]) => ({ name, need }));
const permitted = routes.filter(({ need }) => isPermission(need));

describe('What a key may do', () => {
  let app: TestApp;
  let document: OpenAPIObject;
  /** A key for each permission alone, and one for each that has all the others. */
  const only = new Map<Permission, string>();
  const allBut = new Map<Permission, string>();
  let session: string;

  beforeAll(async () => {
    app = await testApp();
    const owner = await person(app);
    session = owner.token;
    for (const permission of PERMISSIONS) {
      const others = PERMISSIONS.filter((one) => one !== permission);
      only.set(
        permission,
        (await developer(app, { person: owner, permissions: [permission] })).key,
      );
      allBut.set(permission, (await developer(app, { person: owner, permissions: others })).key);
    }
    document = (await app.root.get('/openapi/developer.json')).body;
  });
  afterAll(() => app.stop());

  /** Asks with an empty body where one is taken: whoever is let in hears of that first. */
  async function ask(
    name: string,
    token: string | undefined,
  ): Promise<[number, string | undefined]> {
    const [method = '', path = ''] = name.split(' ');
    const address = path.replaceAll(/\{\w+\}/g, 'nothing');
    const hasBody = !['GET', 'DELETE'].includes(method);
    const { status, body } = await app.root.raw(method, address, hasBody ? '{}' : undefined, {
      ...(token === undefined ? {} : { token }),
      ...(hasBody ? { headers: { 'content-type': 'application/json' } } : {}),
    });
    return [status, codeOf(body)];
  }

  function operations(): [string, { security?: readonly Record<string, string[]>[] }][] {
    return Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(
        item as Record<string, { security?: readonly Record<string, string[]>[] }>,
      ).map(([verb, operation]): [string, typeof operation] => [
        `${verb.toUpperCase()} ${path}`,
        operation,
      ]),
    );
  }

  it('is written down here for every route of the contract', () => {
    expect(
      operations()
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(Object.keys(NEEDS).toSorted());
  });

  it('is what the routes declare', () => {
    const declared = declaredRoutes(app.trellis.app).map((route) => ({
      name: `${route.method} ${(route.paths[0] ?? '').replaceAll(/:(\w+)/g, '{$1}')}`,
      route,
    }));
    for (const { name, need } of routes) {
      const found = declared.find((one) => one.name === name)?.route;
      expect([name, found?.access, found?.permission]).toEqual([name, ...declarationOf(need)]);
    }
  });

  it('is what the document shows', () => {
    for (const [name, { security = [] }] of operations()) {
      expect([name, security]).toEqual([name, documentedNeedOf(NEEDS[name] ?? 'nothing')]);
    }
  });

  it.each(permitted)('$name: a key with just $need is let in', async ({ name, need }) => {
    const [status, code] = await ask(name, only.get(need as Permission));
    expect(status).toBeLessThan(500);
    expect([status === 401, code === 'insufficient_permission']).toEqual([false, false]);
  });

  it.each(permitted)('$name: a key with all but $need is refused', async ({ name, need }) => {
    expect(await ask(name, allBut.get(need as Permission))).toEqual(INSUFFICIENT);
    for (const [permission, key] of only) {
      if (permission !== need) expect(await ask(name, key)).toEqual(INSUFFICIENT);
    }
  });

  it.each(permitted)('$name: a sign-in is refused, and so is nobody', async ({ name }) => {
    expect((await ask(name, session))[0]).toBe(401);
    expect((await ask(name, undefined))[0]).toBe(401);
  });

  it.each(routes.filter(({ need }) => need === 'any key or a sign-in'))(
    '$name: any key and a sign-in are let in, nobody else',
    async ({ name }) => {
      for (const token of [session, ...only.values()]) {
        const [status] = await ask(name, token);
        expect([status === 401, status >= 500]).toEqual([false, false]);
      }
      expect((await ask(name, undefined))[0]).toBe(401);
    },
  );

  it.each(routes.filter(({ need }) => need === 'a sign-in'))(
    '$name: a sign-in is let in, no key is',
    async ({ name }) => {
      expect((await ask(name, session))[0]).not.toBe(401);
      for (const key of [...only.values(), undefined]) expect((await ask(name, key))[0]).toBe(401);
    },
  );

  it.each(routes.filter(({ need }) => need === 'nothing'))(
    '$name: everybody is let in',
    async ({ name }) => {
      for (const token of [undefined, session, only.get('use:ai')]) {
        expect([401, 403]).not.toContain((await ask(name, token))[0]);
      }
    },
  );
});

const INSUFFICIENT = [403, 'insufficient_permission'];

function isPermission(need: Need): need is Permission {
  return (PERMISSIONS as readonly string[]).includes(need);
}

/** The code of the contract's error, or of the error in the format of OpenAI. */
function codeOf(body: unknown): string | undefined {
  return (body as { error?: { code?: string } } | undefined)?.error?.code;
}

function declarationOf(need: Need): [string, Permission | undefined] {
  if (isPermission(need)) return ['api key', need];
  if (need === 'any key or a sign-in') return ['api key or signed in', undefined];
  return [need === 'nothing' ? 'public' : 'signed in', undefined];
}

function documentedNeedOf(need: Need): Record<string, string[]>[] {
  if (isPermission(need)) return [{ 'api key': [need] }];
  if (need === 'any key or a sign-in') return [{ 'api key': [] }, { 'access token': [] }];
  return need === 'nothing' ? [] : [{ 'access token': [] }];
}
