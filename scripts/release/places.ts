import { type Contract, METHODS, operationsOf } from './contract.ts';
import { namesOf, referredBy } from './references.ts';
import type { ReportedChange } from './report.ts';
import { nounOfShared } from './words.ts';

/**
 * The heading that a change is told under: its operation, or the shared part with the operations that use it, so that a
 * change of ten answers is told once.
 */
export function headingOf({ base, revision }: ReportedChange, contract: Contract): string {
  const [root = '', second = '', third = ''] = namesOf((revision ?? base)?.pointer ?? '');
  if (root === 'paths' && second !== '') {
    return METHODS.includes(third) ? `${third.toUpperCase()} ${second}` : second;
  }
  if (root === 'webhooks' && second !== '') return `Webhook \`${second}\``;
  if (root !== 'components' || third === '') return 'The whole contract';
  const users = usersOf(contract, second, third);
  const heading = `${nounOfShared(second)} \`${third}\``;
  if (users.length === 0) return heading;
  const isEverywhere = users.length === operationsOf(contract).length;
  return `${heading}, in ${isEverywhere ? 'every operation' : users.join(', ')}`;
}

/** The operations that a change is about: its own, or those that use what is shared; none where it is the whole contract. */
export function operationsWith({ base, revision }: ReportedChange, contract: Contract): string[] {
  const [root = '', second = '', third = ''] = namesOf((revision ?? base)?.pointer ?? '');
  if (root === 'paths') {
    return operationsOf(contract)
      .filter(({ path, method }) => path === second && (!METHODS.includes(third) || method === third.toUpperCase()))
      .map(({ path, method, operation }) => operation.operationId ?? `${method} ${path}`);
  }
  return root === 'components' && third !== '' ? usersOf(contract, second, third) : [];
}

/** The ids of the operations that use a component, however deep. */
function usersOf(contract: Contract, kind: string, name: string): string[] {
  return operationsOf(contract)
    .filter(({ operation }) => referredBy(contract, operation).has(`#/components/${kind}/${name}`))
    .map(({ path, method, operation }) => operation.operationId ?? `${method} ${path}`);
}
