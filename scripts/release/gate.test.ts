import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../server/testing/server.ts';
import type { Contract } from './contract.ts';
import { checkRelease, publish } from './gate.ts';
import { baseContract, type Document, remove, TOKENS } from './testing.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder();
  await mkdir(join(root, 'generated'));
  await mkdir(join(root, 'spec/releases'), { recursive: true });
});

/** Puts a contract with a version into the folder, and the version where else it is named. */
async function put(version: string, mutate: (document: Document) => void = () => {}): Promise<Contract> {
  const contract = baseContract();
  contract.info.version = version;
  mutate(contract);
  await writeFile(join(root, 'generated/openapi.json'), JSON.stringify(contract));
  await writeFile(join(root, 'package.json'), JSON.stringify({ version }));
  await writeFile(join(root, 'CHANGELOG.md'), `# Changelog\n\n## ${version}\n\nWhat changed.\n`);
  return contract;
}

const check = () => checkRelease(root);
const release = async () => publish(root, await checkRelease(root));
const releases = () => readdir(join(root, 'spec/releases'));

describe('a release', () => {
  test('is the contract under its version, and a second one changes nothing', async () => {
    const contract = await put('1.0.0');
    expect((await check()).told).toBe('Nothing is released yet.');
    expect((await release()).told).toContain('Written: spec/releases/1.0.0.json.');
    expect(JSON.parse(await readFile(join(root, 'spec/releases/1.0.0.json'), 'utf8'))).toEqual(contract);
    expect(await release()).toEqual({ problems: [], told: '1.0.0 is released already.' });
    expect((await check()).told).toBe('The contract is that of 1.0.0.');
  });

  test('is never written over: work goes on, and is published under a version that is raised enough', async () => {
    await put('1.0.0');
    await release();
    const add = (d: Document) => d.tags.push({ name: 'More', description: 'More.' });
    await put('1.0.0', add);
    expect(await check()).toMatchObject({ problems: [], needed: '1.1.0' });
    expect((await release()).problems).toEqual(['1.0.0 is released with other content: make info.version 1.1.0.']);

    await put('1.0.1', add);
    expect((await release()).problems).toEqual([
      'An addition needs a new minor version: info.version is 1.0.1, make it 1.1.0.',
    ]);
    await put('1.1.0', add);
    expect((await release()).problems).toEqual([]);
    expect(await releases()).toEqual(['1.0.0.json', '1.1.0.json']);
  });

  test('is stopped by a keyword that nobody can judge, in the contract or in its last release', async () => {
    await put('1.0.0', (d) => (d.paths[TOKENS].get.responses['200'].maxSize = 9));
    const told =
      'The gate does not know `maxSize` of Response at #/paths/~1public~1v1~1accounts~1api-tokens/get/responses/200: ' +
      'mend the name, or say in scripts/release/keywords.ts what a change of it means.';
    expect((await release()).problems).toEqual([told]);
    await writeFile(join(root, 'spec/releases/1.0.0.json'), await readFile(join(root, 'generated/openapi.json')));
    await put('1.0.0', (d) => (d.components.schemas.TokenName.minLenght = 2));
    expect((await check()).problems).toEqual([
      told,
      expect.stringContaining('`minLenght` of Schema at #/components/schemas/TokenName:'),
    ]);
  });

  test('may have names and values that look like keywords, and extensions', async () => {
    await put('1.0.0', (d) => {
      Object.assign(d.components.schemas.Problem.properties, { maxSize: { type: 'string', default: { maxSize: 1 } } });
      d.paths[TOKENS].get['x-anything'] = { maxSize: 1 };
    });
    expect((await check()).problems).toEqual([]);
  });

  test('that breaks consumers is one when it says so', async () => {
    await put('9.0.0');
    await release();
    const breaking = (d: Document) => remove(d.paths[TOKENS], 'post');
    await put('9.0.0', breaking);
    expect((await check()).problems).toEqual([expect.stringMatching(/^1 change breaks consumers of 9.0.0/)]);
    await put('10.0.0', breaking);
    const { problems, told } = await release();
    expect(problems).toEqual([]);
    expect(told).toContain('What breaks you');
    // The newest by version, not by name.
    expect((await check()).last?.version).toBe('10.0.0');
  });
});

test.each([
  ['next.json', '{}', 'spec/releases/next.json is not named by a version.'],
  ['2.0.0.json', '{"info": {"version": "1.0.0"}}', 'spec/releases/2.0.0.json has info.version 1.0.0.'],
])('a release file that is none is named: %s', async (name, content, told) => {
  await put('1.0.0');
  await writeFile(join(root, 'spec/releases', name), content);
  await expect(check()).rejects.toThrow(told);
});
