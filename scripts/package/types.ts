export type * from '../../client/types.ts';
export type { components, operations, paths } from '../../generated/schema.ts';
