import fc from 'fast-check';
import { type OperationId, operations } from '../../../../generated/operations.ts';
import { document, methodsOf, operationIds } from '../../judge/document.ts';
import { type Check, type Checks, check, isChanging, once, pathOf, plainRequest } from '../check.ts';
import { type Role, statusForNothing, TOKENS } from '../roles.ts';

const ALL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'];
const GETS = operationIds.filter((id) => operations[id].method === 'GET');

/** Ids of no form that any resource has; none of them may be anything but 404. */
const UNKNOWN_IDS = fc.oneof(
  fc.constantFrom(
    'TKN-0000-0000',
    'TKN-0000-0000-0000',
    'MOD-0000',
    'ACC-0000-0000',
    '0',
    'null',
    '..%2F',
    "'",
    '%00',
    'TKN',
    'é',
  ),
  fc.string({ unit: fc.constantFrom(...'aZ09-_.~!*() {}éж😀'), minLength: 1, maxLength: 40 }),
);

/** Paths, methods and what goes for every request (contract, `info.description`). */
export const addresses: Checks = ({ tokens, principal }) => [
  ...operationIds
    .filter((id) => operations[id].path.includes('{id}'))
    .map((operation) => unknownId(operation, principal)),
  ...paths().flatMap((path) => [otherMethods(path), options(path)]),
  ...GETS.map((operation) => head(operation, exampleId(operation, tokens[0]?.id))),
  ...GETS.filter((id) => operations[id].path.includes('{id}')).map(unknownQuery),
  unknownPaths(),
  trace(),
  spelling(principal),
  servedContract(),
  missingHost(),
];

function paths(): string[] {
  return [...new Set(operationIds.map((id) => operations[id].path))];
}

function exampleId(operation: OperationId, tokenId = 'TKN-0000-0000'): string {
  return operation === 'getApiToken' ? tokenId : 'unknown';
}

function unknownId(operation: OperationId, principal: Role): Check {
  const traits = { operation, changes: isChanging(operation), weight: 2 };
  return check('404: an id of nothing', traits, UNKNOWN_IDS, async (probe, id) => {
    const answer = await probe.send(operations[operation].method, pathOf(operation, id), plainRequest(operation));
    probe.expectStatus(answer, statusForNothing(operation, principal));
  });
}

function otherMethods(path: string): Check {
  const undeclared = ALL_METHODS.filter((method) => !methodsOf(path).includes(method));
  return check(`405: ${path}`, { changes: true, weight: 1 }, fc.constantFrom(...undeclared), async (probe, method) => {
    const answer = await probe.send(method, path.replace('{id}', 'TKN-0000-0000'));
    probe.expectStatus(answer, 405);
  });
}

function options(path: string): Check {
  return once(`OPTIONS ${path}`, {}, async (probe) => {
    const answer = await probe.send('OPTIONS', path.replace('{id}', 'TKN-0000-0000'));
    probe.expectStatus(answer, 204);
    const allowed = (answer.headers.get('allow') ?? '').split(/ *, */).sort().join(', ');
    probe.assert(allowed === methodsOf(path).join(', '), `Allow is not ${methodsOf(path).join(', ')}`);
  });
}

/** Headers that tell of the body, and so are the same without it. */
const HEADERS_OF_GET = ['content-type', 'cache-control', 'www-authenticate'];

function head(operation: OperationId, id: string): Check {
  return once('HEAD as GET', { operation }, async (probe) => {
    const path = pathOf(operation, id);
    const get = await probe.send('GET', path);
    const answer = await probe.send('HEAD', path);
    probe.expectStatus(answer, get.status);
    for (const name of HEADERS_OF_GET) {
      probe.assert(answer.headers.get(name) === get.headers.get(name), `${name} is not the one of GET`);
    }
  });
}

function unknownQuery(operation: OperationId): Check {
  return once('ignores query parameters that it does not know', { operation }, async (probe) => {
    const path = pathOf(operation, 'unknown');
    const plain = await probe.send('GET', path);
    probe.expectStatus(await probe.send('GET', `${path}?limit=x&nonsense=1&eq(`), plain.status);
  });
}

function unknownPaths(): Check {
  const paths = fc.constantFrom(
    '/public/v1/accounts/api-token',
    `${TOKENS}/TKN-0000-0000/rename`,
    '/public/v2/accounts/api-tokens',
  );
  return check('404: a path that is not there, 401 without a credential', { weight: 1 }, paths, async (probe, path) => {
    probe.expectStatus(await probe.send('GET', path), 404);
    probe.expectStatus(await probe.send('GET', path, { as: null }), 401);
  });
}

function trace(): Check {
  const hex = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'123456789abcdef'), minLength: length, maxLength: length });
  return check('continues a trace', { weight: 1 }, fc.tuple(hex(32), hex(16)), async (probe, [traceId, spanId]) => {
    const headers = { traceparent: `00-${traceId}-${spanId}-01` };
    const answer = await probe.send('GET', '/public/v1/accounts/nothing', { headers });
    const told = (answer.body as { traceId?: string } | undefined)?.traceId ?? '';
    probe.assert(told.split('-')[1] === traceId, 'answered with another trace id than that of the request');
  });
}

function spelling({ own, platform }: Role): Check {
  const spellings = [TOKENS.toUpperCase(), `${TOKENS}/`, TOKENS.replace('api-tokens', 'Api-Tokens')];
  return check(
    'minds neither case nor one slash at the end',
    { weight: 0 },
    fc.constant(spellings),
    async (probe, all) => {
      for (const path of all) {
        const answer = await probe.send('GET', `${path}?limit=0`);
        probe.expectStatus(answer, own || platform ? 200 : 403);
      }
    },
  );
}

function servedContract(): Check {
  return once('200: the contract itself', { operation: 'getOpenApi' }, async (probe) => {
    const answer = await probe.send('GET', '/public/v1/openapi.json', { as: null });
    probe.expectStatus(answer, 200);
    const served = answer.body as { paths: Record<string, object> };
    for (const [path, item] of Object.entries<object>(document.paths)) {
      for (const method of Object.keys(item)) {
        probe.assert(Object.hasOwn(served.paths[path] ?? {}, method), `serves a contract without ${method} ${path}`);
      }
    }
  });
}

function missingHost(): Check {
  return once('400: no Host', { operation: 'getOpenApi' }, async (probe) => {
    probe.expectStatus(await probe.send('GET', pathOf('getOpenApi'), { as: null, hostless: true }), 400);
  });
}
