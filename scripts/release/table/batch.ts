/** Many small changes compared at once, since each run of `redocly diff` takes a second: one path a change. */
import { compare } from '../compare.ts';
import type { Contract } from '../contract.ts';
import { type Impact, impactOf, type ReportedChange } from '../report.ts';
import { sentencesOf } from '../tell.ts';
import { runInOneProcess } from '../testing.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows write parts of documents by hand.
export type Fragment = any;

/** A path with what it needs elsewhere in the document; `NAME` is the name of the row wherever it stands. */
export interface Part {
  item?: Fragment;
  securityScheme?: Fragment;
  tag?: Fragment;
  schema?: Fragment;
  parameter?: Fragment;
  header?: Fragment;
  requestBody?: Fragment;
  response?: Fragment;
  example?: Fragment;
  link?: Fragment;
}

/** What became of one change: what it asks for, `none` where it is none, and how it is told. */
export interface Outcome {
  impact: Impact | 'none';
  told: string[];
}

/** Shared parts that rows may refer to; each row has its own, since a change of a shared part is told once. */
const SCHEMAS = {
  Text: { type: 'string' },
  Number: { type: 'number' },
  Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
  Dog: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' }, bark: { type: 'string' } } },
};
const HEADERS = { Count: { schema: { type: 'integer' } }, Word: { schema: { type: 'string' } } };
const DONE = { responses: { 204: { description: 'Done.' } } };
const PATHS = { Ping: { get: DONE }, Pong: { put: DONE } };

const OWN = new RegExp(
  `(#/components/\\w+/(?:${[SCHEMAS, HEADERS, PATHS].flatMap((kind) => Object.keys(kind)).join('|')}))(?=")`,
  'g',
);

/** Compares all pairs in one run. */
export async function compareAll(pairs: readonly { before: Part; after: Part }[]): Promise<Outcome[]> {
  const sharers = pairs.map((pair) => JSON.stringify(pair).includes('#/components/'));
  const side = (key: 'before' | 'after') =>
    documentOf(
      pairs.map((pair) => pair[key]),
      sharers,
    );
  const { changes, base, revision } = await compare(side('before'), side('after'), runInOneProcess);
  const found = Map.groupBy(changes, ({ path }) => Number(/\/(?:~1)?row-(\d+)(?:~1|\/|$)/.exec(path)?.[1]));
  const strays = found.get(Number.NaN) ?? [];
  if (strays.length > 0) throw new Error(`Changes of no row: ${JSON.stringify(strays, null, 2)}`);
  return pairs.map((_pair, index) => outcomeOf(found.get(index) ?? [], { base, revision }));
}

/** What the changes come to, and how each is told. */
export function outcomeOf(
  changes: readonly ReportedChange[],
  { base, revision }: { base: Contract; revision: Contract },
): Outcome {
  return {
    impact: impactOf(changes) ?? 'none',
    told: changes.flatMap((change) => sentencesOf(change, change.revision ? revision : base)),
  };
}

function documentOf(parts: readonly Part[], sharers: readonly boolean[]): Contract {
  const named = parts.map((part, index) => {
    const text = JSON.stringify(part).replaceAll('NAME', nameOf(index));
    return JSON.parse(text.replaceAll(OWN, `$1-${nameOf(index)}`)) as Part;
  });
  const shared = (kind: object) =>
    Object.fromEntries(
      sharers.flatMap((shares, index) =>
        shares ? Object.entries(kind).map(([name, part]) => [`${name}-${nameOf(index)}`, part] as const) : [],
      ),
    );
  const entries = (key: keyof Part, prefix = '') =>
    named.flatMap((part, index) => (part[key] ? [[`${prefix}${nameOf(index)}`, part[key]] as const] : []));
  return {
    openapi: '3.1.0',
    info: { title: 'Rows', version: '1.0.0' },
    servers: [{ url: 'https://example.com' }],
    paths: Object.fromEntries(entries('item', '/')),
    tags: entries('tag').map(([name, tag]) => ({ name, ...tag })),
    components: {
      schemas: { ...shared(SCHEMAS), ...Object.fromEntries(entries('schema')) },
      headers: { ...shared(HEADERS), ...Object.fromEntries(entries('header')) },
      parameters: Object.fromEntries(entries('parameter')),
      requestBodies: Object.fromEntries(entries('requestBody')),
      responses: Object.fromEntries(entries('response')),
      examples: Object.fromEntries(entries('example')),
      links: Object.fromEntries(entries('link')),
      pathItems: shared(PATHS),
      securitySchemes: Object.fromEntries(entries('securityScheme')),
    },
  } as unknown as Contract;
}

const nameOf = (index: number) => `row-${index}`;
