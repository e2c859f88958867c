import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Seed } from '../seed/seed.ts';
import { type CleanUp, temporaryFolder } from './server.ts';

const SAMPLE = new URL('../seed/sample.json', import.meta.url);

/** A copy of the sample data, to change. */
export function sampleSeed(): Seed {
  const { modules, accounts, tokens } = JSON.parse(readFileSync(SAMPLE, 'utf8'));
  return { modules, accounts, tokens };
}

/** Writes a seed file, whatever its content, and answers with its path. */
export async function seedFile(content: unknown, cleanUp?: CleanUp): Promise<string> {
  const file = join(await temporaryFolder(cleanUp), 'seed.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** The sample with tokens for every row and column of the table of who may do what. */
export function permissionsSeed(): Seed {
  const seed = sampleSeed();
  const operations = seed.accounts[0];
  if (!operations) throw new Error('The sample has no account.');
  seed.accounts.push({ ...operations, id: 'ACC-1671-9999', name: 'Other Operations' });
  const token = (id: string, account: string, modules: string[]) => ({ id, account, modules, name: id });
  seed.tokens.push(
    token('TKN-9000-0001', operations.id, ['MOD-1756']),
    token('TKN-9000-0002', operations.id, ['MOD-9042']),
    token('TKN-9000-0003', operations.id, ['MOD-1756', 'MOD-9042']),
    token('TKN-9000-0004', operations.id, []),
    token('TKN-9000-0005', 'ACC-1671-9999', ['MOD-4411']),
    token('TKN-9000-0006', 'ACC-3803-7263', ['MOD-4411']),
  );
  return seed;
}
