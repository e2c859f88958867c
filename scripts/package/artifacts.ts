import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { ROOT } from './here.ts';

export interface Artifact {
  /** A line about it. */
  what: string;
  /** Below the root of the repository, or of what is built. */
  path: string;
}

const FORMS: Readonly<Record<string, Artifact>> = {
  'openapi.json': { what: 'the contract, OpenAPI 3.1', path: 'generated/openapi.json' },
  'openapi.yaml': { what: 'the same in YAML', path: 'artifacts/openapi.yaml' },
  'openapi-3.0.json': { what: 'for tools that lag, OpenAPI 3.0', path: 'generated/openapi-3.0.json' },
  'openapi.deref.json': { what: 'without references', path: 'artifacts/openapi.deref.json' },
  'postman.json': { what: 'a collection for Postman, with examples', path: 'artifacts/postman.json.br' },
  'changes.json': { what: 'what changed between releases, by operation', path: 'generated/changes.json' },
  'rules.json': { what: 'the rules that the contract has', path: 'generated/rules.json' },
  'rql.peggy': { what: 'the filter language, as a grammar', path: 'spec/rql.peggy' },
  'gitleaks.toml': { what: 'finds credentials with gitleaks', path: 'spec/secrets/gitleaks.toml' },
  'secretlint.json': { what: 'finds credentials with secretlint', path: 'spec/secrets/secretlint.json' },
};

const RELEASES = 'spec/releases';

/** Every form that the contract is had in, by name; each release is one. */
export async function artifacts(): Promise<Map<string, Artifact>> {
  const releases = (await readdir(join(ROOT, RELEASES))).filter((name) => name.endsWith('.json'));
  return new Map([
    ...Object.entries(FORMS),
    ...releases.map((name): [string, Artifact] => [
      `releases/${name}`,
      { what: `the release ${name.slice(0, -'.json'.length)}`, path: `${RELEASES}/${name}` },
    ]),
  ]);
}

/** @throws Error where it is only built with the package, and this is the repository. */
export async function readArtifact({ path }: Artifact): Promise<string> {
  const places = [join(ROOT, path), join(ROOT, 'dist', 'marketplace-api-tokens', path)];
  const file = places.find((place) => existsSync(place));
  if (file === undefined) throw new Error(`${path} is built with the package only, by the script pack.`);
  const content = await readFile(file);
  return (file.endsWith('.br') ? brotliDecompressSync(content) : content).toString('utf8');
}
