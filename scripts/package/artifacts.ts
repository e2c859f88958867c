import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  'postman.json': { what: 'a collection for Postman, with examples', path: 'artifacts/postman.json' },
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
  const built = path.startsWith('artifacts/') ? join(ROOT, 'dist', path) : undefined;
  return readFile(join(ROOT, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || built === undefined) throw error;
    return readFile(built, 'utf8').catch(() => {
      throw new Error(`${path} is too large to be kept: it is built with the package, by the script pack.`);
    });
  });
}
