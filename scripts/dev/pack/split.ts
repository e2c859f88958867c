import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
import { STAGE } from './run.ts';

/** Where the modules of the client's package begin; the tools have all modules. */
export const ENTRIES = [
  'client/credentials/index',
  'client/index',
  'scripts/cli/index',
  'scripts/package/mock',
  'scripts/package/server',
  'scripts/package/testing',
  'scripts/package/types',
];

/** Where only types are needed, because what they are of is bundled. */
const TYPE_ENTRIES = ['mock/msw/index'];

/** What is loaded by name only when the tools are there. */
const HEAVY = /^(server|mock)\/|^scripts\/(contract-tests|release)\/|-(run|work)$/;

/** Files of the tools only. */
const OF_TOOLS = /^(server\/(seed|docs\/page)|mock\/console\/page|spec\/(redocly\.diff\.yaml|workflows))/;
/** Files of the client's package only. */
const OF_CLIENT = /^(artifacts|types|spec\/(secrets|rql\.peggy))/;
const MODULE = /\.(js|js\.map|d\.ts)$/;

/** Divides what was compiled into the two packages. */
export async function splitModules(): Promise<void> {
  const all = (await readdir(STAGE.all, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(STAGE.all, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const scripts = await reached('.js');
  const types = await reached('.d.ts');
  for (const file of all) {
    const module = file.replace(MODULE, '');
    const isModule = MODULE.test(file) && !file.startsWith('types/');
    const isType = file.endsWith('.d.ts');
    const inClient = isModule ? (isType ? types : scripts).has(module) : !OF_TOOLS.test(file);
    const inTools = isModule ? !isType : !OF_CLIENT.test(file);
    // A map with the source is for what one steps into from a program of one's own.
    const isMap = file.endsWith('.map');
    const isMapped = file.startsWith('client/');
    if (inClient && (!isMap || isMapped)) await copy(file, STAGE.client);
    if (inClient && !isMapped && file.endsWith('.js')) await forgetMap(join(STAGE.client, file));
    // Nobody steps into the tools, whose maps would weigh as much as a quarter of them.
    if (inTools && !isMap) await copy(file, STAGE.tools);
    if (inTools && file.endsWith('.js')) await forgetMap(join(STAGE.tools, file));
  }
}

/** Of another module, in what the compiler writes. */
const RELATIVE = /\b(from|import)\s*(\()?\s*["'](\.[^"']+)\.(?:js|ts)["']/g;

/** The modules that are reached from the entries, without their endings. */
async function reached(ending: '.js' | '.d.ts'): Promise<Set<string>> {
  const found = new Set<string>();
  const open = [...ENTRIES, ...(ending === '.d.ts' ? TYPE_ENTRIES : [])];
  for (let module = open.pop(); module !== undefined; module = open.pop()) {
    if (found.has(module)) continue;
    const text = await readFile(join(STAGE.all, module + ending), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    found.add(module);
    for (const [, word, parenthesis, path = ''] of text.matchAll(RELATIVE)) {
      const target = posix.join(posix.dirname(module), path);
      const isLazy = word === 'import' && parenthesis !== undefined;
      if (ending === '.d.ts' || !isLazy || !HEAVY.test(target)) open.push(target);
    }
  }
  return found;
}

async function copy(file: string, folder: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await cp(join(STAGE.all, file), join(folder, file));
}

async function forgetMap(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/\/\/# sourceMappingURL=.*$/, ''));
}
