/** What stands at a `$ref` of a document, or the thing itself where it is none. */
export function resolve<T extends object>(document: object, node: T | { $ref: string }): T {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as T;
  const names = node.$ref.split('/').slice(1);
  return names.reduce<unknown>((outer, name) => (outer as Record<string, unknown>)[name], document) as T;
}
