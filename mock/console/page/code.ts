import type { OperationId } from '../../../generated/operations.ts';
import { type Shown, tellingHeaders } from '../../../server/docs/page/curl.ts';

/** What a client is created with, or sets by itself. */
const OF_CLIENT = /^(authorization|content-type|accept|mpt-streaming)$/i;
const PARAMETERS = ['limit', 'offset', 'page', 'order', 'select'];

/**
 * A request as code that sends it with the client of this package; undefined where the client sends none like it: no
 * operation, or a body that is no JSON object.
 */
export function codeOf(origin: string, operation: OperationId | undefined, request: Shown): string | undefined {
  const body = bodyOf(request.body);
  if (operation === undefined || body === undefined) return undefined;
  const [, bearer = ''] = /^bearer +(.*)$/i.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const others = tellingHeaders(request).filter(([name]) => !OF_CLIENT.test(name));
  const options = {
    baseUrl: origin,
    token: bearer,
    ...(others.length > 0 && { headers: Object.fromEntries(others) }),
  };
  return [
    "import { createClient } from 'marketplace-api-tokens';",
    '',
    `const client = createClient(${literal(options)});`,
    callOf(operation, request, body),
  ].join('\n');
}

function callOf(operation: OperationId, request: Shown, body: object | null): string {
  const [path = '', query = ''] = request.target.split(/\?(.*)/s);
  const id = decodeURIComponent(
    /-tokens\/([^/]+)|(?:modules|accounts)\/([^/]+)$/.exec(path)?.slice(1).find(Boolean) ?? '',
  );
  const asked = Object.keys(optionsOf(query)).length > 0 ? literal(optionsOf(query)) : '';
  if (operation.startsWith('list')) {
    if (headerOf(request, 'mpt-streaming')?.toLowerCase() !== 'true') return `await client.${operation}(${asked});`;
    return `for await (const item of client.${operation.replace('list', 'stream')}(${asked})) console.log(item);`;
  }
  const parts: Partial<Record<OperationId, string[]>> = {
    createApiToken: [literal(body ?? {})],
    updateApiToken: [literal(id), literal(body ?? {})],
    getOpenApi: [],
  };
  const ofOne = operation.startsWith('get') && asked !== '' ? [literal(id), asked] : [literal(id)];
  return `await client.${operation}(${(parts[operation] ?? ofOne).join(', ')});`;
}

/** The parameters of a list, and its filter as it stands there. */
function optionsOf(query: string): Record<string, string | number> {
  const parts = query.split('&').filter((part) => part !== '');
  const filters = parts.filter((part) => !PARAMETERS.includes(part.split('=')[0] ?? ''));
  const parameters = parts
    .filter((part) => !filters.includes(part))
    .map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s);
      const text = decodeURIComponent(value.replaceAll('+', name === 'select' || name === 'order' ? '+' : ' '));
      return [name, /^-?\d+$/.test(text) ? Number(text) : text] as const;
    });
  const filter = filters.length > 0 ? { filter: decodeURIComponent(filters.join('&')) } : {};
  return { ...filter, ...Object.fromEntries(parameters) };
}

/** null is none. */
function bodyOf(text: string | undefined): object | null | undefined {
  if (text === undefined || text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function headerOf({ headers }: Shown, name: string): string | undefined {
  return Object.entries(headers).find(([one]) => one.toLowerCase() === name)?.[1];
}

/** A value as one writes it: names without quotes where they need none, texts in single ones. */
function literal(value: unknown, indent = ''): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const parts = Object.entries(value).map(([name, part]) => {
    const key = /^[a-z_$][\w$]*$/i.test(name) ? name : literal(name);
    return `${key}: ${literal(part, inner)}`;
  });
  const line = `{ ${parts.join(', ')} }`;
  if (parts.length === 0) return '{}';
  return line.length + indent.length <= 80 ? line : `{\n${inner}${parts.join(`,\n${inner}`)},\n${indent}}`;
}
