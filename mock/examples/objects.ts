import { type OperationId, operations } from '../../generated/operations.ts';
import type { Route } from '../../server/core/routes.ts';

/** The object that a path names. */
export interface NamedObject {
  id: string;
  /** The operation that reads it. */
  reader: OperationId;
}

const ids = Object.keys(operations) as OperationId[];

/** The object that a path names, if it does; `…/{id}/enable` names what `…/{id}` reads. */
export function objectOf({ template, parameters: { id } }: Route): NamedObject | undefined {
  const own = template.replace(/(\{id\}).*/, '$1');
  const reader = ids.find((one) => operations[one].method === 'GET' && operations[one].path === own);
  return id !== undefined && reader ? { id, reader } : undefined;
}
