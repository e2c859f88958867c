import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import document from '../../../generated/openapi.json' with { type: 'json' };
import { SAMPLE, startServer, type TestServer } from '../../testing/server.ts';
import { type Contract, declaredOperations } from './declared.ts';
import { deservingOf, exampleIdOf, sendableOf } from './deserved.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({}, afterAll);
});

const FOUND: Record<string, string> = {
  'eq(status,Active)': SAMPLE.client,
  'eq(status,Disabled)': SAMPLE.disabled,
  'eq(status,Deleted)': SAMPLE.deleted,
  'eq(account.type,Operations)': SAMPLE.operations,
};
/** The token of the examples is not in the sample of a server. */
const IDS: Record<string, string> = { 'TKN-4134-7330': SAMPLE.client };

const rows = declaredOperations(document as unknown as Contract).flatMap((operation) =>
  operation.errors.map((error) => ({ operation, ...error, deserving: deservingOf(operation.id, error.example) })),
);

describe('a request that deserves its error', () => {
  const sent = rows.flatMap(({ deserving, ...row }) => ('because' in deserving ? [] : [{ ...row, deserving }]));

  it.each(sent)('$operation.id $status $example', async ({ operation, status, code, deserving }) => {
    const bearer = server.credentials[SAMPLE.operations] ?? '';
    const example = exampleIdOf(operation);
    const id = deserving.find === undefined ? (IDS[example] ?? example) : (FOUND[deserving.find] ?? '');
    const { method, target, headers, body } = sendableOf(operation, deserving, id, bearer);
    const send = (text = body) =>
      fetch(server.url + target, { method, headers, ...(text !== undefined && { body: text }) });
    if (deserving.first !== undefined) await send(JSON.stringify(deserving.first));
    const answer = await send();
    expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
  });

  it('is there for most errors, and a reason for each of the others', () => {
    const reasons = rows.flatMap(({ deserving }) => ('because' in deserving ? [deserving.because] : []));
    expect(reasons).not.toContain('Nobody has said how.');
    expect(sent.length).toBeGreaterThan(rows.length / 2);
  });
});
