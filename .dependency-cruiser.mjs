/** Who may import whom, downward only. `npm run check:imports` keeps it. */
const TEST = '\\.(test|test-d|browser\\.test)\\.ts$|/testing\\.ts$';

const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: TEST, ...from },
  to,
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid(
      'no-circles',
      'The flow runs one way.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'client-stands-alone',
      'The client runs in a browser: generated types and openapi-fetch, no more.',
      { path: '^client/' },
      { pathNot: '^(client/|generated/|node_modules/openapi-(fetch|typescript-helpers)/)' },
    ),
    forbid(
      'only-the-edge-knows-express',
      'HTTP stays in app, http and contract.',
      { path: '^server/', pathNot: `^server/(app|contract)\\.ts$|^server/http/|${TEST}` },
      { path: '^node_modules/(express|express-openapi-validator|cors|helmet|express-rate-limit)/' },
    ),
    forbid(
      'only-contract-knows-the-validator',
      'One file adapts express-openapi-validator.',
      { path: '^server/', pathNot: `^server/contract\\.ts$|${TEST}` },
      { path: '^node_modules/express-openapi-validator/' },
    ),
    forbid(
      'only-the-store-knows-sql',
      'The rest of the server speaks to the interface in store/store.ts.',
      { path: '^(server|client|mock)/', pathNot: `^server/store/|${TEST}` },
      { path: '^node_modules/kysely/|^(node:)?sqlite$' },
    ),
    forbid(
      'rules-are-pure',
      'Rules, policy, secrets and query know neither HTTP nor SQL.',
      { path: '^server/(tokens|accounts|modules|secrets|query)/' },
      { path: '^server/(http|store/(?!store\\.ts))|^server/(app|contract|index|main)\\.ts$|^(node:)?https?$' },
    ),
    forbid(
      'nothing-imports-upward',
      'app → http, operations → resources → query, store.',
      { path: '^server/(store|query|secrets)/' },
      { path: '^server/(tokens|accounts|modules|http)/|^server/(app|operations|contract|index|main)\\.ts$' },
    ),
    forbid(
      'spec-is-read-through-generated',
      'Code reads generated/, never spec/.',
      { path: '^(server|client|mock)/' },
      { path: '^spec/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
