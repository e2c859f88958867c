import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { changesOf } from '../release/changes.ts';
import { compare } from '../release/compare.ts';
import type { Contract } from '../release/contract.ts';
import { tell } from '../release/tell.ts';
import { UsageError } from './command.ts';

export interface DiffOptions {
  json: boolean;
  /** Whether the servers of the whole contract count. */
  servers: boolean;
}

/** Compares two files, tells what changed, and answers with the exit code. @throws UsageError */
export async function diff(base: string, revision: string, { json, servers }: DiffOptions): Promise<number> {
  const contracts = [await readContract(base), await readContract(revision)] as const;
  if (!servers) for (const contract of contracts) delete contract.servers;
  const comparison = await compare(...contracts);
  if (json) console.log(JSON.stringify(changesOf(comparison), null, 2));
  else console.log(tell(comparison) || 'Nothing changed.');
  return comparison.changes.some(({ impact }) => impact === 'major') ? 1 : 0;
}

async function readContract(file: string): Promise<Contract> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${file}: ${error.code}.`);
  });
  const document: (Contract & { openapi?: unknown }) | undefined = parsed(text);
  if (!/^3\.\d/.test(String(document?.openapi)) || !document?.info) {
    throw new UsageError(`${file} must be an OpenAPI 3 document, in JSON or YAML, in one file.`);
  }
  return document;
}

/** JSON is YAML. */
function parsed(text: string): Contract | undefined {
  try {
    const value: unknown = parse(text);
    return typeof value === 'object' && value !== null ? (value as Contract) : undefined;
  } catch {
    return undefined;
  }
}
