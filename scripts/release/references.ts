import { type Contract, operationsOf } from './contract.ts';

/** A pointer's names, `~1` and `~0` decoded. */
export function namesOf(pointer: string): string[] {
  const names = pointer.replace(/^#\/?/, '').split('/');
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a pointer; undefined where nothing does. */
export function valueAt(contract: Contract, pointer: string): unknown {
  return namesOf(pointer).reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    contract,
  );
}

/** All that a part of the contract refers to, however deep, by reference. */
export function referredBy(
  contract: Contract,
  part: unknown,
  found = new Map<string, unknown>(),
): Map<string, unknown> {
  for (const [, reference = ''] of (JSON.stringify(part) ?? '').matchAll(/"\$ref":"([^"]+)"/g)) {
    if (found.has(reference)) continue;
    const value = valueAt(contract, reference);
    found.set(reference, value);
    referredBy(contract, value, found);
  }
  return found;
}

/**
 * Both contracts without the operations that are the same in both, with all that they refer to, and without the shared
 * parts that are then not used. It is what a comparison takes its time for.
 */
export function withoutCommon(base: Contract, revision: Contract): [Contract, Contract] {
  const [before, after] = [fingerprints(base), fingerprints(revision)];
  const isCommon = (operation: string) => before.get(operation) === after.get(operation);
  return [onlyOperations(base, isCommon), onlyOperations(revision, isCommon)];
}

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

function fingerprints(contract: Contract): Map<string, string> {
  return new Map(
    operationsOf(contract).map(({ operation, ...place }) => {
      const references = [...referredBy(contract, operation)].sort(([a], [b]) => (a < b ? -1 : 1));
      return [nameOf(place), JSON.stringify([operation, references])];
    }),
  );
}

function onlyOperations(contract: Contract, isLeftOut: (name: string) => boolean): Contract {
  const copy = structuredClone(contract);
  for (const place of operationsOf(contract)) {
    const item = copy.paths[place.path];
    if (item && isLeftOut(nameOf(place))) delete item[place.method.toLowerCase()];
  }
  for (const [path, item] of Object.entries(copy.paths)) {
    if (Object.keys(item).length === 0) delete copy.paths[path];
  }
  // Security schemes are used by name.
  const { securitySchemes, ...shared } = copy.components ?? {};
  copy.components = { ...(securitySchemes && { securitySchemes }) };
  const used = referredBy(contract, copy.paths);
  for (const [kind, parts] of Object.entries(shared)) {
    const left = Object.entries(parts).filter(([name]) => used.has(`#/components/${kind}/${name}`));
    if (left.length > 0) copy.components[kind] = Object.fromEntries(left);
  }
  return copy;
}
