import fc, { type Arbitrary } from 'fast-check';
import { fields } from '../../../../generated/fields.ts';
import type { OperationId } from '../../../../generated/operations.ts';
import { type Check, type Checks, check, pathOf } from '../check.ts';
import { expectSame } from '../same.ts';

/** A representation with all its fields, `audit` included, as a list has it. */
type Whole = Readonly<Record<string, unknown>>;

interface Resource {
  get: OperationId;
  list: OperationId;
  items: readonly Whole[];
  fields: Readonly<Record<string, { type: string; of?: string }>>;
}

/** Which fields are sent (rules `select.*`): of tokens, modules and accounts, alone and in lists. */
export const select: Checks = ({ tokens, modulesSeen, accountsSeen }) => {
  const resources: Resource[] = [
    { get: 'getApiToken', list: 'listApiTokens', items: tokens as unknown as Whole[], fields: fields.apiTokens },
    { get: 'getModule', list: 'listModules', items: modulesSeen as Whole[], fields: fields.modules },
    { get: 'getAccount', list: 'listAccounts', items: accountsSeen as Whole[], fields: fields.accounts },
  ];
  return resources
    .filter(({ items }) => items.length > 0)
    .flatMap((one) => [selected(one), onlyThese(one), listed(one)]);
};

/** Left out by default. */
const OMITTED = ['audit', 'groups'];

type Said = [field: string, sign: '+' | '-'];

/** Naming a reference brings what it refers to, which the items do not have: it is only taken away. */
const REFERENCES = ['account', 'modules'];

/** What is sent by a `select` of whole fields: an explicit `+` beats any `-`, and `audit` is left out by default. */
function isSent(field: string, said: readonly Said[]): boolean {
  const of = (name: string, sign: string) => said.some(([other, own]) => other === name && own === sign);
  if (of(field, '+')) return true;
  if (of(field, '-')) return false;
  if (of('*', '+')) return true;
  return !of('*', '-') && !OMITTED.includes(field);
}

function saidOf(items: readonly Whole[]): Arbitrary<Said[]> {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const signed = fc.constantFrom('*', ...names).chain((name): Arbitrary<Said> => {
    const sign = REFERENCES.includes(name) ? fc.constant('-' as const) : fc.constantFrom('+' as const, '-' as const);
    return fc.tuple(fc.constant(name), sign);
  });
  return fc.array(signed, { maxLength: 5 });
}

function queryOf(said: readonly Said[]): string {
  return said.map(([field, sign]) => (sign === '+' ? '%2B' : '-') + field).join(',');
}

function sentOf(whole: Whole, said: readonly Said[]): Whole {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => isSent(name, said)));
}

function selected({ get, items }: Resource): Check {
  const choice = fc.tuple(fc.constantFrom(...items), saidOf(items));
  const traits = { operation: get, evaluates: true, weight: 3 } as const;
  return check('200: select', traits, choice, async (probe, [whole, said]) => {
    const answer = await probe.send('GET', `${pathOf(get, String(whole.id))}?select=${queryOf(said)}`);
    probe.expectStatus(answer, 200);
    const { $meta, ...sent } = answer.body as { $meta: { omitted: string[] } };
    expectSame(probe, sent, sentOf(whole, said));
    const omitted = Object.keys(whole).filter((name) => !isSent(name, said));
    expectSame(probe, $meta.omitted.toSorted(), omitted.toSorted(), '$meta.omitted');
  });
}

/** `-*` and some fields, as deep as they are: these, and nothing else. */
function onlyThese({ get, items, fields }: Resource): Check {
  const paths = Object.entries(fields).flatMap(([path, { of }]) =>
    of === undefined && !path.includes('[') && !REFERENCES.includes(path) ? [path] : [],
  );
  const choice = fc.tuple(fc.constantFrom(...items), fc.subarray(paths, { minLength: 1, maxLength: 4 }));
  const traits = { operation: get, evaluates: true, weight: 3 } as const;
  return check('200: select only these', traits, choice, async (probe, [whole, kept]) => {
    const query = ['-*', ...kept.map((path) => `%2B${path}`)].join(',');
    const answer = await probe.send('GET', `${pathOf(get, String(whole.id))}?select=${query}`);
    probe.expectStatus(answer, 200);
    const { $meta: _meta, ...sent } = answer.body as { $meta: object };
    expectSame(probe, sent, pruned(whole, kept, '') ?? {});
  });
}

/** The parts of a value that are kept or lie in what is kept; undefined where there are none. */
function pruned(value: unknown, kept: readonly string[], path: string): unknown {
  if (kept.some((one) => one === path)) return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const inner = Object.entries(value).flatMap(([name, part]) => {
    const left = pruned(part, kept, path === '' ? name : `${path}.${name}`);
    return left === undefined ? [] : [[name, left] as const];
  });
  return inner.length === 0 ? undefined : Object.fromEntries(inner);
}

function listed({ list, items }: Resource): Check {
  const choice = fc.tuple(fc.constantFrom(...items), saidOf(items));
  const traits = { operation: list, evaluates: true, weight: 2 } as const;
  return check('200: select', traits, choice, async (probe, [whole, said]) => {
    const answer = await probe.send('GET', `${pathOf(list)}?id=${whole.id}&select=${queryOf(said)}`);
    probe.expectStatus(answer, 200);
    const { data } = answer.body as { data: Whole[] };
    expectSame(probe, data, [sentOf(whole, said)], 'data');
  });
}
