/** A contract with what operations inherit written into them, so that it counts what holds and not where it is written. */
import { type Contract, METHODS, nameOf, operationsOf, type Place } from './contract.ts';
import { isObject, walk } from './grammar.ts';

type Fields = Record<string, unknown>;

/** Both contracts, in their normal forms, with parameters, security and servers written into the operations. */
export function withoutInheritance(base: Contract, revision: Contract): [Contract, Contract] {
  const sides: [Contract, Contract] = [structuredClone(base), structuredClone(revision)];
  for (const contract of sides) {
    inheritParameters(contract);
    inheritSecurity(contract);
  }
  inheritServers(sides);
  return sides;
}

/** An operation's own parameter hides that of the path. */
function inheritParameters(contract: Contract): void {
  walk(contract, ({ type, value: item }) => {
    if (type !== 'PathItem' || !isObject(item) || !item.parameters) return;
    for (const method of METHODS) {
      const operation = item[method];
      if (isObject(operation)) operation.parameters = { ...item.parameters, ...(operation.parameters as Fields) };
    }
    delete item.parameters;
  });
}

function inheritSecurity(contract: Contract): void {
  const { security = [] } = contract;
  for (const { operation } of operationsOf(contract)) operation.security ??= security;
  delete contract.security;
}

/** Only where an operation has servers of its own in one of the contracts: all others change together. */
function inheritServers(sides: readonly Contract[]): void {
  const hasOwn = ({ path, operation }: Place, contract: Contract) => operation.servers ?? contract.paths[path]?.servers;
  const own = new Set(
    sides.flatMap((contract) =>
      operationsOf(contract)
        .filter((place) => hasOwn(place, contract))
        .map(nameOf),
    ),
  );
  for (const contract of sides) {
    contract.servers = withDefault(contract.servers);
    for (const place of operationsOf(contract)) {
      if (own.has(nameOf(place))) place.operation.servers = withDefault(hasOwn(place, contract) ?? contract.servers);
    }
    for (const item of Object.values(contract.paths)) delete item.servers;
  }
  const inherit = sides.map((contract) => operationsOf(contract).some((place) => !own.has(nameOf(place))));
  if (!inherit.every(Boolean)) for (const contract of sides) delete contract.servers;
}

/** Without servers, it is where the document is. */
function withDefault(servers: Fields | undefined): Fields {
  return servers && Object.keys(servers).length > 0 ? servers : { '/': { url: '/' } };
}
