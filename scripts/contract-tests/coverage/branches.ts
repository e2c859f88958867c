import type { AnySchemaObject } from 'ajv/dist/2020.js';
import { resolve } from '../judge/document.ts';

/** Is told of each branch: a value of an enum, an optional property that is there or not, a nullable that is null or not. */
type Mark = (branch: string) => void;

const COMPONENT = '#/components/schemas/';

/** The branches of a schema and of all that it uses, each as text, such as `ApiToken.icon: absent`. */
export function branchesOf(schema: AnySchemaObject, place: string, mark: Mark, seen = new Set<string>()): void {
  const { name, target } = named(schema, place);
  if (seen.has(name)) return;
  seen.add(name);
  for (const value of target.enum ?? []) mark(`${name}: ${value}`);
  if (isNullable(target)) for (const state of ['null', 'not null']) mark(`${name}: ${state}`);
  for (const [property, inner] of Object.entries<AnySchemaObject>(target.properties ?? {})) {
    if (!isRequired(target, property)) for (const state of ['absent', 'present']) mark(`${name}.${property}: ${state}`);
    branchesOf(inner, `${name}.${property}`, mark, seen);
  }
  if (target.items) branchesOf(target.items, `${name}[]`, mark, seen);
}

/** The branches of a schema that a value takes. */
export function branchesTaken(schema: AnySchemaObject, value: unknown, place: string, mark: Mark): void {
  const { name, target } = named(schema, place);
  if (target.enum?.includes(value)) mark(`${name}: ${value}`);
  if (isNullable(target)) mark(`${name}: ${value === null ? 'null' : 'not null'}`);
  if (Array.isArray(value) && target.items) {
    for (const item of value) branchesTaken(target.items, item, `${name}[]`, mark);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [property, inner] of Object.entries<AnySchemaObject>(target.properties ?? {})) {
    const isThere = Object.hasOwn(value, property);
    if (!isRequired(target, property)) mark(`${name}.${property}: ${isThere ? 'present' : 'absent'}`);
    if (isThere) branchesTaken(inner, (value as Record<string, unknown>)[property], `${name}.${property}`, mark);
  }
}

/** A component goes by its own name, wherever it is used. */
function named(schema: AnySchemaObject, place: string): { name: string; target: AnySchemaObject } {
  const name = schema.$ref?.startsWith(COMPONENT) ? schema.$ref.slice(COMPONENT.length) : place;
  return { name, target: resolve(schema) };
}

function isNullable({ type }: AnySchemaObject): boolean {
  return Array.isArray(type) && type.includes('null');
}

function isRequired({ required = [] }: AnySchemaObject, property: string): boolean {
  return required.includes(property);
}
