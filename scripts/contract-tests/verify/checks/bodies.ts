import fc from 'fast-check';
import { type OperationId, operations } from '../../../../generated/operations.ts';
import { operationIds, operationObject } from '../../judge/document.ts';
import { type Check, type Checks, check, once, pathOf } from '../check.ts';
import { type Role, statusForNothing } from '../roles.ts';
import type { World } from '../world.ts';
import { withWrong, wrongValues } from '../wrong-values.ts';

const WITH_BODY = operationIds.filter((id) => operations[id].body);
const WITHOUT_BODY = operationIds.filter((id) => !operations[id].body && operations[id].method !== 'GET');
const NAME = { name: 'api-tokens verify' };

/** What a body has to be, and each way in which it is not (rules `bodies.*` and `token.*`). */
export const bodies: Checks = (world) => [
  ...WITH_BODY.flatMap((operation) => [
    ...wrong(world, operation),
    malformed(world, operation),
    missing(world, operation),
    mediaTypes(world, operation),
    tooLarge(world, operation),
    accepted(world, operation),
  ]),
  ...WITHOUT_BODY.map((operation) => ignored(operation, world.principal)),
];

/** The token that an update is tried on: nothing that is refused changes it. */
function target({ tokens }: World, operation: OperationId): string {
  return pathOf(operation, tokens.find(({ status }) => status !== 'Deleted')?.id ?? 'TKN-0000-0000');
}

function schemaOf(operation: OperationId) {
  return operationObject(operation).requestBody?.content['application/json']?.schema ?? {};
}

function wrong(world: World, operation: OperationId): Check[] {
  const { method } = operations[operation];
  return wrongValues(schemaOf(operation)).map(({ name, field, values }) =>
    check(
      `400: ${name.replace('$', 'the body')}`,
      { operation, changes: true, weight: 1 },
      values,
      async (probe, value) => {
        const json = withWrong(NAME, field, value);
        const answer = await probe.send(method, target(world, operation), { json });
        probe.expectProblem(answer, 400, field);
      },
    ),
  );
}

const MALFORMED = [
  '{',
  '{"name": "x",}',
  '{name: "x"}',
  '{"name": "x"} x',
  "{'name': 'x'}",
  '{"name": "\\x"}',
  'nonsense',
];

function malformed(world: World, operation: OperationId): Check {
  const traits = { operation, changes: true, weight: 1 };
  return check('400: malformed JSON', traits, fc.constantFrom(...MALFORMED), async (probe, text) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await probe.send(operations[operation].method, target(world, operation), { headers, text });
    probe.expectProblem(answer, 400, '$');
  });
}

function missing(world: World, operation: OperationId): Check {
  return once('400: no body', { operation, changes: true }, async (probe) => {
    const answer = await probe.send(operations[operation].method, target(world, operation));
    probe.expectProblem(answer, 400, '$');
  });
}

const OTHER_TYPES = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/jsonp',
  'json',
  '*/*',
];

function mediaTypes(world: World, operation: OperationId): Check {
  const types = fc.constantFrom(undefined, ...OTHER_TYPES);
  return check(
    '415: a media type that is not accepted',
    { operation, changes: true, weight: 2 },
    types,
    async (probe, type) => {
      const request = { text: JSON.stringify(NAME), ...(type !== undefined && { headers: { 'Content-Type': type } }) };
      const answer = await probe.send(operations[operation].method, target(world, operation), request);
      probe.expectStatus(answer, 415);
    },
  );
}

/** Above every limit that a deployment would set; the contract's own is 256 kB. */
const TOO_LARGE = 10_000_000;

function tooLarge(world: World, operation: OperationId): Check {
  return once('413: a body that is too large', { operation, changes: true }, async (probe) => {
    const json = { ...NAME, description: 'x'.repeat(TOO_LARGE) };
    probe.expectStatus(await probe.send(operations[operation].method, target(world, operation), { json }), 413);
  });
}

const JSON_TYPES = ['application/json', 'text/json', 'application/vnd.api+json', 'APPLICATION/JSON; Charset="UTF-8"'];

function accepted(world: World, operation: OperationId): Check {
  const traits = { operation, changes: true, weight: 1 };
  return check('accepts every JSON media type', traits, fc.constantFrom(...JSON_TYPES), async (probe, type) => {
    const request = { headers: { 'Content-Type': type }, text: JSON.stringify({ ...NAME, name: 1 }) };
    const answer = await probe.send(operations[operation].method, target(world, operation), request);
    probe.expectProblem(answer, 400, 'name');
  });
}

function ignored(operation: OperationId, principal: Role): Check {
  const bodies = fc.constantFrom('', '{', '[]', '{"name": 1}');
  const types = fc.constantFrom('application/json', 'text/plain', 'nonsense');
  const traits = { operation, changes: true, weight: 1 };
  return check('ignores a body and its headers', traits, fc.tuple(bodies, types), async (probe, [text, type]) => {
    const request = { headers: { 'Content-Type': type }, text };
    const answer = await probe.send(operations[operation].method, pathOf(operation, 'TKN-0000-0000'), request);
    probe.expectStatus(answer, statusForNothing(operation, principal));
  });
}
