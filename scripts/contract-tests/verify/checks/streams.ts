import type { OperationId } from '../../../../generated/operations.ts';
import type { Observed } from '../../judge/findings.ts';
import { recordsOf } from '../../judge/streams.ts';
import { type Check, type Checks, NotOffered, once } from '../check.ts';
import type { Probe } from '../probe.ts';
import { TOKENS } from '../roles.ts';
import type { World } from '../world.ts';
import { readable } from './lists.ts';

const STREAM = { 'MPT-Streaming': 'true' };
const LINES = { ...STREAM, Accept: 'application/jsonl' };

/** Lists as streams, where the deployment has them (rules `stream.*`); the judge counts the records of each. */
export const streams: Checks = (world) => [
  ...readable(world).flatMap(([operation, path]) => [
    inBothFormats(operation, path),
    notAcceptable(operation, path),
    unpaged(operation, path),
  ]),
  ...(world.tokens.length > 1 ? [asListed(world)] : []),
];

/** @throws NotOffered where the deployment answers with a page, or says that it has no streams. */
async function stream(probe: Probe, path: string, headers: Record<string, string>): Promise<Observed> {
  const answer = await probe.send('GET', path, { headers });
  if (answer.status === 501 || (answer.status === 200 && !answer.headers.has('mpt-streaming'))) throw new NotOffered();
  return answer;
}

function inBothFormats(operation: OperationId, path: string): Check {
  return once('200: a stream in both formats', { operation }, async (probe) => {
    for (const [headers, type] of [
      [LINES, 'application/jsonl'],
      [STREAM, 'application/json'],
    ] as const) {
      const answer = await stream(probe, `${path}?limit=2`, headers);
      probe.expectStatus(answer, 200);
      const [told] = (answer.headers.get('content-type') ?? '').split(';');
      probe.assert(told === type, `answered in ${told}, asked for ${type}`);
      probe.assert(Number(answer.headers.get('mpt-item-count')) <= 2, 'has more records than limit=2');
      const none = await stream(probe, `${path}?limit=0`, headers);
      probe.assert(none.headers.get('mpt-item-count') === '0', 'limit=0 is not a stream of none');
    }
  });
}

function notAcceptable(operation: OperationId, path: string): Check {
  return once('406: a stream in another format', { operation }, async (probe) => {
    const answer = await stream(probe, path, { ...STREAM, Accept: 'text/csv' });
    probe.expectProblem(answer, 406);
  });
}

function unpaged(operation: OperationId, path: string): Check {
  return once('400: a page of a stream', { operation }, async (probe) => {
    for (const [query, field] of [
      ['offset=1', 'offset'],
      ['limit=1&page=1', 'page'],
      ['limit=-2', 'limit'],
    ] as const) {
      probe.expectProblem(await stream(probe, `${path}?${query}`, LINES), 400, field);
    }
  });
}

function asListed({ tokens }: World): Check {
  const traits = { operation: 'listApiTokens', evaluates: true } as const;
  return once('200: a stream has what the list has', traits, async (probe) => {
    const query = `${TOKENS}?in(id,(${tokens.map(({ id }) => id)}))&select=-*,id&order=-id`;
    const { text } = await stream(probe, query, LINES);
    const list = (await probe.send('GET', query)).body as { data: unknown[] };
    const isSame = JSON.stringify(recordsOf(text)) === JSON.stringify(list.data);
    probe.assert(isSame, 'the list has others, or in another order, than the stream');
  });
}
