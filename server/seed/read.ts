import { readFile } from 'node:fs/promises';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { brokenReferences } from './references.ts';
import schema from './seed.schema.json' with { type: 'json' };
import type { Seed } from './seed.ts';

const SAMPLE = new URL('sample.json', import.meta.url);

/** What is wrong with a seed file, one line a place. */
export class SeedError extends Error {
  constructor(file: string, problems: readonly string[]) {
    super(`The seed file ${file} is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SeedError';
  }
}

let validator: ValidateFunction<Seed> | undefined;

/** Compiling takes longer than all else that is read here. */
function compile(): ValidateFunction<Seed> {
  const ajv = new Ajv2020({ allErrors: true, verbose: false });
  addFormats.default(ajv);
  return ajv.compile<Seed>(schema);
}

/**
 * Reads a seed file, or the sample that comes with the package.
 * @throws SeedError that names every place and the rule it breaks.
 */
export async function readSeed(file: string | undefined): Promise<Seed> {
  const name = file ?? 'sample.json';
  const content = parse(name, await read(name, file ?? SAMPLE));
  validator ??= compile();
  const validate = validator;
  if (!validate(content)) throw new SeedError(name, (validate.errors ?? []).map(describe));
  const broken = brokenReferences(content);
  if (broken.length > 0) throw new SeedError(name, broken);
  return content;
}

async function read(name: string, source: string | URL): Promise<string> {
  try {
    return await readFile(source, 'utf8');
  } catch (error) {
    throw new SeedError(name, [`cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SeedError(name, [`is not JSON: ${(error as Error).message}`]);
  }
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const place =
    instancePath
      .slice(1)
      .replaceAll(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.') || 'the whole file';
  const detail = params.allowedValues ?? params.additionalProperty;
  return `${place} ${message}${detail === undefined ? '' : `: ${detail}`}`;
}
