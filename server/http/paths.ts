import type { Request } from 'express';
import { findRoute } from '../core/routes.ts';

/** `/tokens/{id}` → `/tokens/:id`, as Express writes it. */
export function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Whether a request goes to a path whose operations need no credential [contract.public]. */
export function isPublicPath({ path }: Request): boolean {
  return findRoute(path)?.isPublic ?? false;
}
