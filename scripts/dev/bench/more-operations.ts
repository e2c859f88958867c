/** Operations by id, as `generated/operations.ts` has them. */
export type OperationTable = Record<string, { path: string }>;

/** Operations by path and method, as the contract has them beside what a path has for all of them. */
export type Paths = Record<string, Record<string, { operationId?: string }>>;

/** As many other resources, each with the operations of the tokens' list and of a token: five. */
const RESOURCES = 40;
const COPIED = /^\/public\/v1\/accounts\/api-tokens(\/\{id\})?$/;

/** 200 more operations for the table. */
export function moreOperations(table: OperationTable): OperationTable {
  const copied = Object.entries(table).filter(([, { path }]) => COPIED.test(path));
  return forEachResource((number) =>
    copied.map(([id, operation]) => [id + number, { ...operation, path: moved(operation.path, number) }]),
  );
}

/** The same 200 for the contract. */
export function morePaths(paths: Paths): Paths {
  const copied = Object.entries(paths).filter(([path]) => COPIED.test(path));
  return forEachResource((number) => copied.map(([path, item]) => [moved(path, number), renamed(item, number)]));
}

/** Puts members before those that an object has. */
export function putFirst<T>(object: Record<string, T>, more: Record<string, T>): void {
  const own = { ...object };
  for (const name of Object.keys(own)) delete object[name];
  Object.assign(object, more, own);
}

function forEachResource<T>(copies: (number: number) => [string, T][]): Record<string, T> {
  return Object.fromEntries(Array.from({ length: RESOURCES }, (_, number) => copies(number)).flat());
}

function moved(path: string, number: number): string {
  return path.replace('api-tokens', `resource-${number}`);
}

function renamed(item: Paths[string], number: number): Paths[string] {
  const members = Object.entries(item).map(([name, member]) => {
    const { operationId } = member;
    return [name, operationId === undefined ? member : { ...member, operationId: operationId + number }];
  });
  return Object.fromEntries(members);
}
