import { type Contract, nameOf, operationsOf } from './contract.ts';

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

/** What a reference stands for; anything else as it is. */
export function resolved(contract: Contract, part: unknown): unknown {
  const reference = (part as { $ref?: unknown } | null | undefined)?.$ref;
  return typeof reference === 'string' ? valueAt(contract, reference) : part;
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
  const sides = [withoutOperations(base, isCommon), withoutOperations(revision, isCommon)] as const;
  for (const path of Object.keys(sides[0].paths)) {
    // A path that is empty on one side only had something there.
    if (sides.every(({ paths }) => paths[path] && Object.keys(paths[path]).length === 0)) {
      for (const { paths } of sides) delete paths[path];
    }
  }
  return [onlyUsed(sides[0]), onlyUsed(sides[1])];
}

function fingerprints(contract: Contract): Map<string, string> {
  return new Map(
    operationsOf(contract).map(({ operation, ...place }) => {
      const references = [...referredBy(contract, operation)].sort(([a], [b]) => (a < b ? -1 : 1));
      return [nameOf(place), JSON.stringify([operation, references])];
    }),
  );
}

function withoutOperations(contract: Contract, isLeftOut: (name: string) => boolean): Contract {
  const copy = structuredClone(contract);
  for (const place of operationsOf(contract)) {
    const item = copy.paths[place.path];
    if (item && isLeftOut(nameOf(place))) delete item[place.method.toLowerCase()];
  }
  return copy;
}

function onlyUsed(contract: Contract): Contract {
  // Security schemes are used by name.
  const { components: { securitySchemes, ...shared } = {}, ...rest } = contract;
  const components: Contract['components'] = { ...(securitySchemes && { securitySchemes }) };
  const used = referredBy(contract, [contract.paths, contract.webhooks]);
  for (const [kind, parts] of Object.entries(shared)) {
    const left = Object.entries(parts).filter(([name]) => used.has(`#/components/${kind}/${name}`));
    if (left.length > 0) components[kind] = Object.fromEntries(left);
  }
  // Last, since Redocly tells of a shared part where it comes by it first.
  return { ...rest, components };
}
