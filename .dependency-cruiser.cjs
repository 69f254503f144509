/** The import arrow: surfaces → domain → platform → kernel. Never backwards, never in a circle. */
const never = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    never('no-circles', 'A circle has no beginning to read.', {}, { circular: true }),
    never(
      'kernel-stands-alone',
      'The kernel imports nothing but itself.',
      { path: '^src/kernel', pathNot: '\\.spec\\.ts$' },
      { pathNot: '^src/kernel' },
    ),
    never(
      'platform-knows-no-domain',
      'The platform serves the domain and does not know it.',
      { path: '^src/platform' },
      { path: '^src/(domain|surfaces|commands)' },
    ),
    never(
      'domain-knows-no-surface',
      'The domain knows no wire format.',
      { path: '^src/domain' },
      { path: '^src/(surfaces|commands)' },
    ),
    never(
      'surfaces-are-strangers',
      'One contract never builds on another.',
      { path: '^src/surfaces/(learning|coaching|developer|realtime)/' },
      {
        path: '^src/surfaces/(learning|coaching|developer|realtime)/',
        pathNot: '^src/surfaces/$1/',
      },
    ),
    never(
      'domain-knows-no-http',
      'Features raise errors of the kernel; the web server stays outside.',
      { path: '^src/(domain|kernel)' },
      { path: 'node_modules/(fastify|@fastify|@nestjs/(platform-fastify|swagger|passport))' },
    ),
    never(
      'sql-stays-in-repositories',
      'Only the database folder talks to TypeORM’s connection and to pg.',
      { path: '^src/(domain|surfaces)' },
      { path: 'node_modules/(pg|@nestjs/typeorm)/' },
    ),
    never(
      'no-orphans',
      'Nobody imports it.',
      { orphan: true, path: '^src', pathNot: '\\.spec\\.ts$|^src/(main|worker|cli)\\.ts$' },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
