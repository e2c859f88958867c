import { type FieldTable, type PathOf, Scope } from './fields.ts';
import type { FieldReference } from './filter.ts';
import { parseOrder } from './grammar.ts';
import { resolveOpen } from './names.ts';
import type { Part } from './part.ts';

/** Rows without a value come first where a field ascends and last where it descends. */
export interface Order<P extends string = string> {
  field: FieldReference<P>;
  descending: boolean;
}

/**
 * The order of a list. The id makes every order total; without `order` the oldest come first, so that what is created
 * while a client walks the pages comes at the end and repeats nothing [list.total-order] [list.default-order].
 */
export function readOrder<T extends FieldTable>(part: Part | undefined, table: T): Order<PathOf<T>>[] {
  const scope = Scope.of(table);
  const order = part ? askedOrder(part, scope) : ascending(scope, 'audit.created.at');
  const total = [...order, ...ascending(scope, 'id')];
  return total.filter(({ field }, at) => total.findIndex((other) => other.field.path === field.path) === at);
}

function askedOrder<P extends string>(part: Part, scope: Scope<P>): Order<P>[] {
  return parseOrder(part).map(({ field: name, descending }) => {
    const { path, type } = resolveOpen(part, scope, name);
    return { field: { path, type }, descending };
  });
}

function ascending<P extends string>(scope: Scope<P>, name: string): Order<P>[] {
  const field = scope.find(name);
  if (!field || field.type === 'object' || field.type === 'collection') return [];
  return [{ field: { path: field.path, type: field.type }, descending: false }];
}
