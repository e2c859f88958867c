import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { type OpenApi, sourceHeader } from './source.ts';

const SCHEMA = 'schema:';
const JSON_TYPES = ['application/json', 'application/problem+json'];
const LINES = 'application/jsonl';

type Content = Record<string, { schema?: object }>;
type Table = Record<string, Record<string, string>>;

interface Operation {
  operationId?: string;
  requestBody?: { content: Content };
  responses: Record<string, { $ref?: string; content?: Content }>;
}

/**
 * Validators of bodies, answers and records as source text, so that they run where nothing may be compiled: in a page
 * with a content security policy.
 */
export function validators(document: OpenApi): Record<'validators.js' | 'validators.d.ts', string> {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  addFormats.default(ajv);
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    ajv.addSchema(withUris(schema), SCHEMA + name);
  }
  const exported: Record<string, string> = {};
  const nameOf = (schema: object): string => {
    const local = withUris(schema) as { $ref?: string };
    const uri = local.$ref ?? `inline:${JSON.stringify(local)}`;
    const name = exportName(uri, exported);
    if (!local.$ref && !exported[name]) ajv.addSchema(local, uri);
    exported[name] = uri;
    return name;
  };
  const tables = tablesOf(document, nameOf);
  const code = standaloneCode.default(ajv, exported);
  return {
    'validators.js': sourceHeader + portable(code) + source(tables),
    'validators.d.ts': sourceHeader + TYPES,
  };
}

/** References by URI, as a validator knows schemas, without what is said to readers only. */
function withUris(schema: object): object {
  return JSON.parse(JSON.stringify(bare(schema)).replaceAll('"#/components/schemas/', `"${SCHEMA}`));
}

const TOLD_TO_READERS = /^(title|description|examples|x-.*)$/;

function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key]) => !TOLD_TO_READERS.test(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, key === 'properties' ? bareEach(value) : bare(value)]));
}

/** The names of properties are no keywords. */
function bareEach(properties: object): object {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, bare(schema)]));
}

function exportName(uri: string, taken: Record<string, string>): string {
  if (uri.startsWith(SCHEMA)) return `is${uri.slice(SCHEMA.length)}`;
  const [known] = Object.entries(taken).find(([, other]) => other === uri) ?? [];
  return known ?? `isInline${Object.keys(taken).length}`;
}

function tablesOf(
  document: OpenApi,
  nameOf: (schema: object) => string,
): Record<'bodies' | 'answers' | 'records', Table> {
  const tables: ReturnType<typeof tablesOf> = { bodies: {}, answers: {}, records: {} };
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item) as Operation[]);
  for (const { operationId, requestBody, responses = {} } of operations) {
    if (!operationId) continue;
    const body = requestBody?.content['application/json']?.schema;
    if (body) tables.bodies[operationId] = { only: nameOf(body) };
    for (const [status, reference] of Object.entries(responses)) {
      const { content = {} } = response(document, reference);
      const json = JSON_TYPES.map((type) => content[type]?.schema).find((schema) => schema !== undefined);
      const line = content[LINES]?.schema;
      if (json) tables.answers[operationId] = { ...tables.answers[operationId], [status]: nameOf(json) };
      if (line) tables.records[operationId] = { only: nameOf(line) };
    }
  }
  return tables;
}

function response(document: OpenApi, declared: Operation['responses'][string]): { content?: Content } {
  if (!declared.$ref) return declared;
  const path = declared.$ref.slice(2).split('/');
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document) as { content?: Content };
}

/** What Ajv would `require` is imported, or said in place. */
function portable(code: string): string {
  const body = code
    .replaceAll('require("ajv-formats/dist/formats")', 'formats')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'codePoints')
    .replace('"use strict";', '');
  const [left] = /require\([^)]*\)/.exec(body) ?? [];
  if (left !== undefined) throw new Error(`The validators need ${left}, which no page has.`);
  return [
    "import * as formats from 'ajv-formats/dist/formats.js';",
    '',
    '/** The length of a text as JSON Schema counts it. */',
    'function codePoints(text) {',
    '  let length = 0;',
    '  for (const _ of text) length += 1;',
    '  return length;',
    '}',
    '',
    body,
    '',
  ].join('\n');
}

function source({ bodies, answers, records }: ReturnType<typeof tablesOf>): string {
  const flat = (table: Table) => Object.entries(table).map(([id, { only }]) => `  ${id}: ${only},`);
  const nested = Object.entries(answers).map(([id, byStatus]) => {
    const entries = Object.entries(byStatus).map(([status, name]) => `${status}: ${name}`);
    return `  ${id}: {${entries.join(', ')}},`;
  });
  return [
    '',
    'export const bodies = {',
    ...flat(bodies),
    '};',
    '',
    'export const answers = {',
    ...nested,
    '};',
    '',
    'export const records = {',
    ...flat(records),
    '};',
    '',
  ].join('\n');
}

const TYPES = `import type { OperationId } from './operations.ts';

/** What is wrong with one place of a value. */
export interface ValidationError {
  keyword: string;
  /** A JSON pointer. */
  instancePath: string;
  params: Record<string, unknown>;
  message?: string;
}

export interface Validator {
  (value: unknown): boolean;
  /** Of the last value. */
  errors?: ValidationError[] | null;
}

/** Of the bodies of requests, by operation. */
export const bodies: Readonly<Partial<Record<OperationId, Validator>>>;
/** Of the bodies of answers, by operation and status. */
export const answers: Readonly<Record<OperationId, Readonly<Record<number, Validator>>>>;
/** Of the records of streams, by operation. */
export const records: Readonly<Partial<Record<OperationId, Validator>>>;
`;
