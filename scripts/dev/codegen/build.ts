import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { GENERATORS, type Generator } from './generators.ts';
import { PROMISES } from './promises.ts';

/** What every consumer module exports, as far as it does not depend on the generated types. */
export interface Consumer {
  create(origin: string, token: string, body: { name: string }): Promise<Record<string, unknown>>;
}

export interface Build {
  /** The compiler's complaints, each with the file it is about, relative to the folder: `orval/client.ts: …`. */
  errors: string[];
  /** The modules that use the generated clients, by the name of the generator. They load only if nothing is wrong. */
  load(name: string): Promise<Consumer>;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  types: [],
  strict: true,
  // The compiler's own declarations are not what is looked at.
  skipDefaultLibCheck: true,
};

/**
 * Runs every generator on a document, writes a consumer beside each client, and compiles all of it as strict
 * TypeScript to JavaScript, as a consumer's own build does.
 */
export async function build(document: unknown, folder: string): Promise<Build> {
  const openApiFile = join(folder, 'openapi.json');
  await writeFile(openApiFile, JSON.stringify(document));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const files: string[] = [];
  for (const [name, generator] of Object.entries(GENERATORS)) {
    files.push(...(await writeConsumer(generator, openApiFile, join(folder, name))));
  }
  return {
    errors: compile(files, folder),
    load: (name) => import(pathToFileURL(join(folder, 'js', name, 'consumer.js')).href),
  };
}

async function writeConsumer(generator: Generator, openApiFile: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  await generator.generate(openApiFile, folder);
  const files = { 'consumer.ts': generator.consumer, 'promises.ts': PROMISES, ...generator.files };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return Object.keys(files).map((name) => join(folder, name));
}

function compile(files: string[], folder: string): string[] {
  const program = ts.createProgram(files, { ...OPTIONS, rootDir: folder, outDir: join(folder, 'js') });
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ file, start = 0, messageText }) => {
    const where = file?.fileName.slice(folder.length + 1) ?? 'options';
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${where}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
