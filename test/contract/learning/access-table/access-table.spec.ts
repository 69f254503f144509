import type { Access } from '../../../../src/surfaces/access.metadata';
import { declaredRoutes } from '../../../support/declared-routes';
import { lined, nameOf, ROLES, type Role, rolesOf, type Row } from './row';
import { TABLE } from './rows';
import { PRIVATE_WORDS } from './things/owned';
import { World } from './world';

const PREFIX = '/api/v1';
const STUDENTS = ['owner', 'classmate', 'stranger', 'coach'];
/** Who is refused at the door of a route, by what it declares. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  public: [],
  'refresh token': ['anonymous'],
  'signed in': ['anonymous'],
  'instructor or above': ['anonymous', ...STUDENTS],
  'platform admin': ['anonymous', ...STUDENTS, 'instructor', 'foreign'],
};

describe('Learning: who may do what', () => {
  let world: World;
  /** Whom each declared route is for. */
  let accesses: ReadonlyMap<string, Access | undefined>;

  beforeAll(async () => {
    world = await World.open();
    accesses = declaredAccesses(world);
  });
  afterAll(() => world?.app.stop());

  it('is written down for every route: add a row to rows/ for a new one', () => {
    const declared = [...accesses.keys()];
    const written = TABLE.map(({ route }) => route);
    const names = TABLE.map(nameOf);
    expect(declared.length).toBeGreaterThan(0);
    expect({
      'routes without a row': declared.filter((route) => !written.includes(route)),
      'rows without a route': written.filter((route) => !declared.includes(route)),
      'rows written twice': names.filter((name, index) => names.indexOf(name) !== index),
    }).toEqual({
      'routes without a row': [],
      'rows without a route': [],
      'rows written twice': [],
    });
  });

  it('refuses whomever the route is not for, as it declares', () => {
    const wrong = TABLE.filter(({ route, expect: line }) => {
      const refused = REFUSED[accesses.get(route) ?? ''] ?? [];
      const statuses = line.split(' ').map(Number);
      return (
        statuses.length !== ROLES.length ||
        ROLES.some((role, index) => {
          const status = role === 'anonymous' ? 401 : 403;
          return refused.includes(role) && statuses[index] !== status;
        })
      );
    });
    expect(wrong.map(nameOf)).toEqual([]);
  });

  it.each(TABLE.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    const statuses: number[] = [];
    const traces: Role[] = [];
    const readers: Role[] = [];
    for (const role of ROLES) {
      const call = await prepared(row, role);
      const before = await countTraces();
      const reply = await call();
      statuses.push(reply.status);
      const left = (await countTraces()) - before;
      traces.push(...Array<Role>(left).fill(role));
      if (role !== 'owner' && isTold(reply.text)) readers.push(role);
    }
    expect(lined(statuses)).toBe(lined(row.expect.split(' ')));
    expect({ readers }).toEqual({ readers: rolesOf(row.reveals) });
    if (row.route.startsWith('GET ')) expect({ traces }).toEqual({ traces: rolesOf(row.audited) });
  });

  /** Makes whatever the row needs; the call itself comes later. */
  async function prepared(row: Row, role: Role) {
    const [method = '', pattern = ''] = row.route.split(' ');
    const path = (await row.at?.(world, role)) ?? filled(pattern, await idsOf(row));
    const body = typeof row.body === 'function' ? await row.body(world, role) : row.body;
    const token =
      role === 'anonymous' ? undefined : await (row.as?.(world, role) ?? world.tokenOf(role));
    return () => world.call(method, path, body, token);
  }

  /** The owner's things, or what the row has in their place. */
  async function idsOf({ route, when = '', fresh }: Row): Promise<World['ids']> {
    const ids = { ...world.ids, ...world.special[when] };
    const last = route.slice(route.lastIndexOf(':') + 1).split('/', 1)[0] ?? '';
    return fresh === undefined ? ids : { ...ids, [last]: await fresh(world) };
  }

  function filled(pattern: string, ids: World['ids']): string {
    return pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = ids[name];
      if (value === undefined) throw new Error(`The world has no ${name}: say at.`);
      return encodeURIComponent(value);
    });
  }

  function isTold(text: string): boolean {
    return text.includes(PRIVATE_WORDS) || text.includes(world.people.owner.email);
  }

  async function countTraces(): Promise<number> {
    const [row] = await world.app.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM audit_entries',
    );
    return row?.count ?? 0;
  }
});

/** The routes of this contract as controllers declare them. */
function declaredAccesses({ app }: World): ReadonlyMap<string, Access | undefined> {
  return new Map(
    declaredRoutes(app.trellis.app).flatMap(({ method, paths, access }) =>
      paths
        .filter((path) => path.startsWith(`${PREFIX}/`))
        .map((path) => [`${method} ${path.slice(PREFIX.length)}`, access] as const),
    ),
  );
}
