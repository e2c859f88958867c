import type { Request } from 'express';
import { operations } from '../../generated/operations.ts';

/** `/tokens/{id}` → `/tokens/:id`, as Express writes it. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

const publicPaths = new Set(
  Object.values(operations)
    .filter(({ secured }) => !secured)
    .map(({ path }) => path.toLowerCase()),
);

/** Whether a request goes to a path whose operations need no credential. */
export function isPublicPath({ path }: Request): boolean {
  return publicPaths.has(path.toLowerCase().replace(/\/$/, ''));
}
