/**
 * Names that the wire does not carry: of path parameters, of security schemes, and of shared parts. Who renames one
 * breaks what was generated from the contract and nothing else.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Contract, METHODS } from './contract.ts';
import { isObject, walk } from './grammar.ts';
import { effectOf } from './keywords.ts';
import { resolved } from './references.ts';
import type { ReportedChange } from './report.ts';

type Fields = Record<string, unknown>;

export interface Renamed {
  /** The revision with the names of the base. */
  revision: Contract;
  changes: ReportedChange[];
}

/** Takes the renaming out of a revision; both are in normal form. */
export function withoutRenames(base: Contract, revision: Contract): Renamed {
  const copy = structuredClone(revision);
  return { revision: copy, changes: [...restorePaths(base, copy), ...restoreSchemes(base, copy)] };
}

const shapeOf = (path: string) => path.replaceAll(/\{[^}]*\}/g, '{}');
const parametersOf = (path: string) => [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);

function restorePaths(base: Contract, revision: Contract): ReportedChange[] {
  const gone = Object.keys(base.paths).filter((path) => !(path in revision.paths));
  return Object.entries(revision.paths).flatMap(([path, item]) => {
    const before = path in base.paths ? undefined : gone.find((candidate) => shapeOf(candidate) === shapeOf(path));
    if (before === undefined) return [];
    const old = parametersOf(before);
    const names = new Map(parametersOf(path).map((name, index) => [name, old[index] ?? name]));
    for (const holder of [item, ...METHODS.map((method) => item[method])]) {
      if (isObject(holder) && isObject(holder.parameters)) {
        holder.parameters = withOldNames(revision, holder.parameters, names);
      }
    }
    delete revision.paths[path];
    revision.paths[before] = item;
    return [...names].flatMap(([name, oldName]) =>
      name === oldName ? [] : [renamed('Path parameter', ['paths', before], ['paths', path], oldName, name)],
    );
  });
}

function withOldNames(contract: Contract, parameters: Fields, names: ReadonlyMap<string, string>): Fields {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, parameter]) => {
      const own = (resolved(contract, parameter) ?? {}) as Fields;
      const name = own.in === 'path' ? names.get(String(own.name)) : undefined;
      return name === undefined || name === own.name ? [key, parameter] : [`path ${name}`, { ...own, name }];
    }),
  );
}

function restoreSchemes(base: Contract, revision: Contract): ReportedChange[] {
  const before = base.components?.securitySchemes ?? {};
  const after = revision.components?.securitySchemes ?? {};
  return Object.keys(before).flatMap((name) => {
    if (name in after) return [];
    const newName = Object.keys(after).find(
      (candidate) => !(candidate in before) && isDeepStrictEqual(onTheWire(after[candidate]), onTheWire(before[name])),
    );
    if (newName === undefined) return [];
    after[name] = after[newName];
    delete after[newName];
    walk(revision, ({ value }) => {
      if (!isObject(value) || !Array.isArray(value.security)) return;
      value.security = value.security.map((requirement) => withOldName(requirement, newName, name));
    });
    const place = ['components', 'securitySchemes'];
    return [renamed('Security scheme', [...place, name], [...place, newName], name, newName)];
  });
}

/** What a client must send is the same, whatever is said about it. */
function onTheWire(scheme: unknown): unknown {
  const isSaid = (keyword: string) => effectOf('SecurityScheme', keyword) === 'words';
  return Object.fromEntries(Object.entries(scheme as Fields).filter(([keyword]) => !isSaid(keyword)));
}

function withOldName(requirement: unknown, name: string, oldName: string): unknown {
  return Object.fromEntries(
    Object.entries(requirement as Fields).map(([scheme, scopes]) => [scheme === name ? oldName : scheme, scopes]),
  );
}

const NOUNS = {
  schemas: 'Schema',
  responses: 'Response',
  parameters: 'Parameter',
  requestBodies: 'Request body',
  headers: 'Header',
};

/** The shared parts that have no such name any more: generated code names its types by them. */
export function namesThatWent(base: Contract, revision: Contract): ReportedChange[] {
  return Object.entries(NOUNS).flatMap(([kind, noun]) => {
    const before = base.components?.[kind] ?? {};
    const after = revision.components?.[kind] ?? {};
    const added = Object.keys(after).filter((name) => !(name in before));
    return Object.keys(before).flatMap((name) => {
      if (name in after) return [];
      const newName = added.find((candidate) => isDeepStrictEqual(after[candidate], before[name]));
      const place = ['components', kind];
      return newName === undefined
        ? [codeChange(`${noun} \`${name}\` is no shared part any more.`, [...place, name])]
        : [renamed(noun, [...place, name], [...place, newName], name, newName)];
    });
  });
}

function renamed(noun: string, before: string[], after: string[], oldName: string, name: string): ReportedChange {
  return codeChange(`${noun} \`${oldName}\` was renamed to \`${name}\`.`, before, after);
}

function codeChange(message: string, before: string[], after?: string[]): ReportedChange {
  const side = (names: string[]) => ({ pointer: pointerTo(names), value: names.at(-1) });
  return {
    path: pointerTo(after ?? before),
    typeName: 'Name',
    kind: after ? 'modified' : 'removed',
    impact: 'code',
    verdicts: [{ ruleId: 'release/name', message }],
    base: side(before),
    ...(after && { property: 'key', revision: side(after) }),
  };
}

const pointerTo = (names: string[]) =>
  `#/${names.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
