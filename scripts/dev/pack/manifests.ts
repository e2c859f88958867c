import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { ROOT, STAGE } from './run.ts';

/** Of the repository's package.json, what the packages take over. */
export interface Manifest {
  version: string;
  description: string;
  license: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const module = (path: string) => ({ types: `./${path}.d.ts`, default: `./${path}.js` });

export const EXPORTS = {
  '.': module('client/index'),
  './credentials': module('client/credentials/index'),
  './types': module('scripts/package/types'),
  './types/*': { types: './types/*.d.ts', default: './types/*.js' },
  './server': module('scripts/package/server'),
  './mock': module('scripts/package/mock'),
  './msw': { types: './mock/msw/index.d.ts', default: './msw/index.js' },
  './testing': module('scripts/package/testing'),
  './openapi.json': './generated/openapi.json',
  './openapi.yaml': './artifacts/openapi.yaml',
  './openapi-3.0.json': './generated/openapi-3.0.json',
  './openapi.deref.json': './artifacts/openapi.deref.json',
  './releases/*': './spec/releases/*',
  './changes.json': './generated/changes.json',
  './rules.json': './generated/rules.json',
  './gitleaks.toml': './spec/secrets/gitleaks.toml',
  './secretlint.json': './spec/secrets/secretlint.json',
  './package.json': './package.json',
};

/** What who uses a part of it has anyway, in the versions that it works with. */
const PEERS = { msw: '^2.0.0 || ^3.0.0' };

/** What is in a module of the server itself. */
const BUNDLED = ['kysely'];

/** What the tools name by its file only. */
const BY_FILE = ['@redocly/cli'];

/** Writes the package.json of each package. What its modules import is what it depends on, in the versions of this repository. */
export async function writeManifests({ version, description, license, ...versions }: Manifest): Promise<void> {
  const common = { version, license, type: 'module', publishConfig: { access: 'public', provenance: true } };
  const ofClient = await importsOf(STAGE.client, '');
  for (const name of Object.keys(PEERS)) ofClient.delete(name);
  await write(STAGE.client, {
    name: 'marketplace-api-tokens',
    description,
    keywords: ['softwareone', 'marketplace', 'api-tokens', 'openapi', 'client', 'mock', 'contract-testing'],
    ...common,
    engines: { node: '>=20' },
    bin: { 'marketplace-api-tokens': 'scripts/cli/index.js' },
    main: './client/index.js',
    types: './client/index.d.ts',
    exports: EXPORTS,
    sideEffects: ['./scripts/cli/index.js'],
    dependencies: pick(versions, ofClient),
    peerDependencies: PEERS,
    peerDependenciesMeta: Object.fromEntries(Object.keys(PEERS).map((name) => [name, { optional: true }])),
  });
  const ofServer = new Set([...ofClient, ...BUNDLED, ...(await importsOf(STAGE.tools, 'server'))]);
  const rest = [...(await importsOf(STAGE.tools, '')), ...BY_FILE].filter(
    (name) => !ofServer.has(name) && !(name in PEERS),
  );
  await write(STAGE.tools, {
    name: 'marketplace-api-tokens-tools',
    description:
      'Server, mock and contract tests of marketplace-api-tokens, which fetches them when they are used first.',
    ...common,
    engines: { node: '>=24.18' },
    exports: { './package.json': './package.json' },
    dependencies: pick(versions, ofServer),
    // The server runs without them.
    optionalDependencies: pick(versions, rest),
  });
  for (const folder of [STAGE.client, STAGE.tools]) await cp(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
  await cp(join(ROOT, 'scripts/dev/pack/README.md'), join(STAGE.client, 'README.md'));
  await cp(join(ROOT, 'scripts/dev/pack/README.tools.md'), join(STAGE.tools, 'README.md'));
}

/** Of a package, in what the compiler writes: `from '…'`, `import '…'`, `import('…')`. */
const IMPORT =
  /^(?:import|export) [^;()]*?from ["']([^"'.][^"']*)["']|^import ["']([^"'.][^"']*)["']|\bimport\(["']([^"'.][^"']*)["']\)/gm;

/** The packages that the modules below a folder import. */
async function importsOf(folder: string, below: string): Promise<Set<string>> {
  const entries = await readdir(join(folder, below), { recursive: true, withFileTypes: true });
  const names = new Set<string>();
  for (const entry of entries) {
    // Types of other packages are imported by ours.
    if (!/\.(js|d\.ts)$/.test(entry.name)) continue;
    const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
    for (const [, first, second, third] of text.matchAll(IMPORT)) {
      const specifier = first ?? second ?? third ?? '';
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      if (!specifier.startsWith('node:') && !builtinModules.includes(name)) names.add(name);
    }
  }
  return names;
}

/** @throws Error where a package is imported that the repository does not have. */
function pick(
  { dependencies, devDependencies }: Pick<Manifest, 'dependencies' | 'devDependencies'>,
  names: Iterable<string>,
) {
  const known: Record<string, string> = { ...devDependencies, ...dependencies };
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const version = known[name];
      if (version === undefined) throw new Error(`${name} is imported, and package.json does not have it.`);
      return [name, version];
    }),
  );
}

async function write(folder: string, content: object): Promise<void> {
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
}
