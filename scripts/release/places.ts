import { type Contract, operationsOf } from './contract.ts';
import type { ReportedChange } from './report.ts';

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

/**
 * The heading that a change is told under: its operation, or the shared part with the operations that use it, so that a
 * change of ten answers is told once.
 */
export function headingOf({ base, revision }: ReportedChange, contract: Contract): string {
  const [root = '', second = '', third = ''] = namesOf((revision ?? base)?.pointer ?? '');
  if (root === 'paths') {
    return third === '' ? second : `${third.toUpperCase()} ${second}`;
  }
  if (root !== 'components' || third === '') return 'The whole contract';
  const users = usersOf(contract, second, third);
  const noun = `${second.charAt(0).toUpperCase()}${second.slice(1, -1)}`;
  if (users.length === 0) return `${noun} \`${third}\``;
  const isEverywhere = users.length === operationsOf(contract).length;
  return `${noun} \`${third}\`, in ${isEverywhere ? 'every operation' : users.join(', ')}`;
}

/** The ids of the operations that use a component, however deep. */
function usersOf(contract: Contract, kind: string, name: string): string[] {
  const wanted = `#/components/${kind}/${name}`;
  return operationsOf(contract).flatMap(({ path, method, operation }) =>
    reaches(contract, operation, wanted, new Set()) ? [operation.operationId ?? `${method} ${path}`] : [],
  );
}

function reaches(contract: Contract, node: unknown, wanted: string, seen: Set<string>): boolean {
  return [...JSON.stringify(node ?? null).matchAll(/"\$ref":"([^"]+)"/g)].some(([, reference = '']) => {
    if (reference === wanted) return true;
    if (seen.has(reference)) return false;
    seen.add(reference);
    return reaches(contract, valueAt(contract, reference), wanted, seen);
  });
}
