import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from './manifests.ts';
import { ROOT, run, STAGE } from './run.ts';

const TARBALL = 'marketplace-api-tokens-tools.tgz';

/**
 * Puts the package of the tools into that of the client, beside a lockfile of all that it stands on, which is cut from that
 * of the repository: what is fetched is what was tested here, byte by byte. Then the bill of materials of both.
 */
export async function writeTools({ version }: Manifest): Promise<void> {
  const folder = join(STAGE.client, 'tools');
  await mkdir(folder, { recursive: true });
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder, STAGE.tools]);
  await cp(join(folder, packed.trim()), join(folder, TARBALL));
  await run('rm', [join(folder, packed.trim())]);
  const digest = createHash('sha256')
    .update(await readFile(join(folder, TARBALL)))
    .digest('hex');
  const manifest = {
    name: 'marketplace-api-tokens',
    version,
    private: true,
    // What is in the cache under this name is this.
    build: `${version}-${digest.slice(0, 12)}`,
    dependencies: { 'marketplace-api-tokens-tools': `file:${TARBALL}` },
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(join(ROOT, 'package-lock.json'), join(folder, 'package-lock.json'));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--omit-lockfile-registry-resolved'];
  await run('npm', ['install', '--package-lock-only', ...quiet], folder);
  await compact(join(folder, 'package-lock.json'));
  await writeBill(folder);
}

async function compact(file: string): Promise<void> {
  await writeFile(file, `${JSON.stringify(JSON.parse(await readFile(file, 'utf8')))}\n`);
}

/** What is in it, for who must know (CycloneDX); without the hour and the number that npm gives to each. */
async function writeBill(folder: string): Promise<void> {
  const text = await run(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--sbom-type', 'application'],
    folder,
  );
  const { serialNumber: _, ...bill } = JSON.parse(text);
  delete bill.metadata.timestamp;
  await writeFile(join(STAGE.client, 'sbom.cdx.json'), `${JSON.stringify(bill)}\n`);
}
