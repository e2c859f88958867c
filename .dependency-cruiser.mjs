/**
 * Who may import whom, downward only, type-only imports included: scripts → mock → server → core → generated, and
 * client → generated. `npm run check:imports` keeps it.
 */
const TEST = '\\.(test|test-d|browser\\.test)\\.ts$|(^|/)testing(\\.ts$|/)|^server/rules/';

/** What only Node has, and what needs it. */
const OF_NODE = '^(node:|fs$|crypto$|util$)|^node_modules/(express|express-.*|kysely|pg|pino|helmet|cors)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A room and the rooms that it may see; its tests may see some more. */
const room = (path, sees, testsSee = sees) => {
  const rule = (name, from, rooms) =>
    forbid(name, `It sees ${rooms.join(', ') || 'itself'} only.`, from, {
      pathNot: `^(${[path, ...rooms].join('|')})(/|$)|^node_modules/`,
      dependencyTypesNot: ['core'],
    });
  return [
    rule(`${path}-looks-down`, { path: `^${path}/`, pathNot: TEST }, sees),
    rule(`tests-of-${path}-look-down`, { path: `^(?=${path}/).*(${TEST})` }, testsSee),
  ];
};

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid('no-circles', 'The flow runs one way.', {}, { circular: true }),

    ...room('generated', []),
    ...room('client', ['generated'], ['generated', 'server', 'mock', '.config']),
    ...room('server', ['generated'], ['generated', 'spec']),
    ...room('mock', ['generated', 'server']),
    ...room('scripts', ['generated', 'server', 'mock', 'client'], ['generated', 'server', 'mock', 'client', 'spec']),

    ...room('server/core', ['generated'], ['generated', 'server', 'spec']),
    ...room('server/secrets', ['server/core'], ['server']),
    ...room('server/store', ['server/core', 'generated'], ['server', 'generated']),
    ...room('server/seed', ['server/core', 'server/secrets', 'generated'], ['server', 'generated']),
    ...room('server/docs', ['generated'], ['server', 'generated']),
    ...room('server/http', ['server/core', 'server/docs', 'generated'], ['server', 'generated', 'spec']),
    ...room(
      'scripts/contract-tests',
      ['scripts/redocly.ts', 'scripts/package', 'generated', 'server', 'mock'],
      ['scripts', 'generated', 'server', 'mock', 'client', 'spec'],
    ),
    ...room(
      'scripts/release',
      ['scripts/redocly.ts', 'generated'],
      ['scripts/redocly.ts', 'scripts/testing', 'generated', 'server', 'spec'],
    ),
    forbid(
      'what-ships-knows-no-chores',
      'scripts/dev never ships.',
      { pathNot: '^scripts/dev/' },
      { path: '^scripts/dev/' },
    ),
    forbid(
      'nothing-imports-a-command',
      'Commands are entry points.',
      { pathNot: '^scripts/cli/' },
      { path: '^scripts/cli/' },
    ),

    forbid(
      'client-stands-alone',
      'The client runs in a browser: generated types and those of openapi-fetch, no more.',
      { path: '^client/', pathNot: TEST },
      { pathNot: '^(client/|generated/|node_modules/openapi-(fetch|typescript-helpers)/)' },
    ),
    forbid(
      'core-runs-anywhere',
      'The core is functions of their arguments: nothing of Node, Express, SQL or the validator, directly or through others.',
      { path: '^server/core/', pathNot: TEST },
      { path: OF_NODE, reachable: true },
    ),
    forbid(
      'handlers-run-anywhere',
      'The handlers of MSW, and the sandbox that they bring requests to, run in a page.',
      { path: '^mock/(engine|msw)/', pathNot: TEST },
      { path: OF_NODE, reachable: true },
    ),
    forbid(
      'only-the-edge-knows-express',
      'HTTP stays in server/http.',
      { path: '^(server|client)/', pathNot: `^server/http/|${TEST}` },
      { path: '^node_modules/(express|express-openapi-validator|cors|helmet|express-rate-limit)/' },
    ),
    forbid(
      'only-contract-knows-the-validator',
      'One file adapts express-openapi-validator; a peer of the bench has it as it comes.',
      { path: '^(server|mock|scripts)/', pathNot: `^server/http/contract\\.ts$|^scripts/dev/bench/peers/|${TEST}` },
      { path: '^node_modules/express-openapi-validator/' },
    ),
    forbid(
      'only-the-store-knows-sql',
      'The rest speaks to the port core/ports/store.ts.',
      { path: '^(server|client|mock)/', pathNot: `^server/store/|${TEST}` },
      { path: '^node_modules/(kysely|pg)/|^(node:)?sqlite$' },
    ),
    forbid(
      'only-secrets-know-cryptography',
      'The rest speaks to the port core/ports/vault.ts.',
      { path: '^server/', pathNot: `^server/secrets/|${TEST}` },
      { path: '^(node:)?crypto$' },
    ),
    forbid(
      'spec-is-read-through-generated',
      'Code reads generated/, never spec/.',
      { path: '^(server|client|mock)/', pathNot: TEST },
      { path: '^spec/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Projects of their own, which are installed and run without the rest.
    exclude: { path: '^client/examples/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
