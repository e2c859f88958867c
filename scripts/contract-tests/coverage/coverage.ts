import type { AnySchemaObject } from 'ajv/dist/2020.js';
import { type OperationId, operations } from '../../../generated/operations.ts';
import { operationIds, operationObject, operationOf, responsesOf } from '../judge/document.ts';
import { bodyExamples, shapeOf } from '../judge/examples.ts';
import type { Observed } from '../judge/findings.ts';
import { JSON_LINES, recordsOf } from '../judge/streams.ts';
import { branchesOf, branchesTaken } from './branches.ts';

/** What there is to exercise, and how often it was; all by name. */
export interface CoverageCounts {
  /** `getApiToken 404`. */
  statuses: Record<string, number>;
  /** `getApiToken 404 not-found`, `createApiToken request minimal`. */
  examples: Record<string, number>;
  /** `ApiToken.icon: absent`, `TokenStatus: Deleted`. */
  branches: Record<string, number>;
}

const shapes = new Map<string, string[]>();
for (const operation of operationIds) {
  for (const { part, name, value } of bodyExamples(operation)) {
    const key = `${operation} ${part} ${shapeOf(value)}`;
    shapes.set(key, [...(shapes.get(key) ?? []), `${operation} ${part} ${name}`]);
  }
}

/** Everything in the contract that can be exercised, none of it yet. */
export function emptyCoverage(): CoverageCounts {
  const counts: CoverageCounts = { statuses: {}, examples: {}, branches: {} };
  const seen = new Set<string>();
  const addBranches = (schema: AnySchemaObject, place: string) =>
    branchesOf(schema, place, (branch) => (counts.branches[branch] ??= 0), seen);
  for (const operation of operationIds) {
    for (const { part, name } of bodyExamples(operation)) counts.examples[`${operation} ${part} ${name}`] = 0;
    const request = requestSchema(operation);
    if (request) addBranches(request, `${operation} request`);
    for (const [status, { content = {} }] of responsesOf(operation)) {
      counts.statuses[`${operation} ${status}`] = 0;
      for (const { schema } of Object.values(content)) addBranches(schema, `${operation} ${status}`);
    }
  }
  return counts;
}

/** Counts what a request, with the text of its body, and its answer exercise. A body is counted where it was accepted. */
export function countExchange(
  counts: CoverageCounts,
  method: string,
  path: string,
  sent: string | undefined,
  observed: Observed,
): void {
  const { status } = observed;
  const operation = operationOf(method, path);
  const response = operation && responsesOf(operation).get(status);
  if (!operation || !response) return;
  add(counts.statuses, `${operation} ${status}`);
  const mark = (branch: string) => add(counts.branches, branch);
  const schema = requestSchema(operation);
  const request = schema && status < 300 ? jsonOf(sent) : undefined;
  if (schema && request !== undefined) {
    branchesTaken(schema, request, `${operation} request`, mark);
    for (const name of shapes.get(`${operation} request ${shapeOf(request)}`) ?? []) add(counts.examples, name);
  }
  if (method === 'HEAD') return;
  for (const body of bodiesOf(observed)) {
    for (const { schema } of Object.values(response.content ?? {})) {
      branchesTaken(schema, body, `${operation} ${status}`, mark);
    }
    for (const name of shapes.get(`${operation} ${status} ${shapeOf(body)}`) ?? []) add(counts.examples, name);
  }
}

/** The one body, or the records of a stream in JSON Lines. */
function bodiesOf({ headers, text, body }: Observed): unknown[] {
  if (headers.get('content-type') !== JSON_LINES) return body === undefined ? [] : [body];
  return recordsOf(text).filter((record) => record !== undefined);
}

// An encoding other than UTF-8 may be accepted too; what it holds is not counted.
function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requestSchema(operation: OperationId): AnySchemaObject | undefined {
  return operations[operation].body
    ? operationObject(operation).requestBody?.content['application/json']?.schema
    : undefined;
}

// What only another version of the contract has is not counted.
function add(counts: Record<string, number>, name: string, times = 1): void {
  const before = counts[name];
  if (before !== undefined) counts[name] = before + times;
}

/** Adds what was counted elsewhere. */
export function addCounts(counts: CoverageCounts, more: CoverageCounts): void {
  for (const part of ['statuses', 'examples', 'branches'] as const) {
    for (const [name, times] of Object.entries(more[part])) add(counts[part], name, times);
  }
}
