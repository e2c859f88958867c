import { availableParallelism } from 'node:os';
import { NoPostgres } from '../../../../server/testing/postgres/server.ts';
import { assertAlike } from '../alike.ts';
import type { Bench } from '../bench.ts';
import { alternateLoads, CONNECTIONS, ROUNDS } from '../costs.ts';
import { costOf, type Load, load, rateOf } from '../load.ts';
import { onPostgres, type PostgresDatabase } from '../postgres.ts';
import { quantile, ratioOf } from '../ratios.ts';
import { microseconds, ms, ratio, type Section } from '../report.ts';
import { type Ask, type Operation, operationsOf } from '../requests.ts';
import { alternate } from '../rounds.ts';
import type { BenchedServer } from '../server.ts';

const TOKENS = 1_000;
const TITLE = 'PostgreSQL beside SQLite';

/** Creating comes last: who creates faster has longer lists after it. */
const OPERATIONS: [Operation, string][] = [
  ['get', 'get'],
  ['list', 'list of 20'],
  ['refuse', 'refuse a credential'],
  ['create', 'create'],
];

const INSTANCES = 3;
/** A core for each instance, one for PostgreSQL and one for the load. */
const CORES_FOR_ALL = INSTANCES + 2;
const CALLERS = 24;
const INSTANCES_ROUND_MS = 1_000;

/** What a request costs on PostgreSQL, and what three instances do that one does not. */
export async function postgres(bench: Bench): Promise<Section[]> {
  const folder = await bench.databases.copy(TOKENS);
  try {
    return await onPostgres(folder, async (database) => [
      await besideSqlite(bench, folder, database),
      await instances(bench, folder, database),
    ]);
  } catch (error) {
    if (!(error instanceof NoPostgres)) throw error;
    return [{ title: TITLE, notes: [`Not measured. ${error.message}`], head: [], rows: [] }];
  }
}

async function besideSqlite(bench: Bench, folder: string, { version, environment }: PostgresDatabase) {
  const ids = await bench.databases.ids(TOKENS);
  const onSqlite = await bench.startIn('this server', folder);
  const onPostgres = await bench.startIn('this server', folder, { environment });
  await assertAlike([onSqlite, onPostgres], ids);
  const loads: [name: string, sqlite: Load[], postgres: Load[]][] = [];
  for (const [operation, name] of OPERATIONS) {
    const figures = await alternateLoads(
      bench,
      [onSqlite, onPostgres],
      (server) => operationsOf(server, ids)[operation],
    );
    loads.push([name, figures.get(onSqlite) ?? [], figures.get(onPostgres) ?? []]);
  }
  await bench.stop(onSqlite, onPostgres);

  const ratios = (figureOf: (load: Load) => number) =>
    loads.map(([, sqlite, postgres]) => ratio(ratioOf(postgres.map(figureOf), sqlite.map(figureOf))));
  const ofSqlite = loads.map(([name, sqlite]) => {
    const [cost, wall] = [costOf, millisecondsOf].map((figureOf) => quantile(sqlite.map(figureOf), 0.5));
    return `${name} ${microseconds(cost ?? Number.NaN)} and ${ms(wall ?? Number.NaN)}`;
  });
  return {
    title: TITLE,
    notes: [
      'What a request costs on PostgreSQL, as a multiple of what it costs on SQLite: 2 is twice as dear.',
      'On SQLite the processor time has the work of the database in it; PostgreSQL does it in processes of its own,',
      'on the cores of the load, and only the time to the answer has it.',
      `Medians of ${bench.some(ROUNDS)} rounds (quartiles), ${CONNECTIONS} connections, ${TOKENS} tokens,`,
      `PostgreSQL ${version} on the same machine; both have on the disk what they answered (\`synchronous_commit=on\`).`,
      `In this run it took on SQLite: ${ofSqlite.join(', ')}.`,
    ],
    head: ['', ...OPERATIONS.map(([, name]) => name)],
    rows: [
      ['processor time of the server', ...ratios(costOf)],
      ['time to the answer', ...ratios(millisecondsOf)],
    ],
  };
}

async function instances(bench: Bench, folder: string, { environment }: PostgresDatabase): Promise<Section> {
  const ids = await bench.databases.ids(TOKENS);
  const options = { environment, cores: bench.cores.all };
  const three = await Promise.all(
    Array.from({ length: INSTANCES }, () => bench.startIn('this server', folder, options)),
  );
  const one = three.slice(0, 1);
  const cells: string[] = [];
  const ofOne: string[] = [];
  for (const [operation, name] of [
    ['get', 'gets'],
    ['create', 'creates'],
  ] as const) {
    const measure = (servers: BenchedServer[]) =>
      rateOfAll(servers, (server) => operationsOf(server, ids)[operation], bench.some(INSTANCES_ROUND_MS));
    for (const servers of [three, one]) await measure(servers);
    const figures = await alternate([one, three], bench.some(ROUNDS), measure);
    const [rates, ratesOfThree] = [figures.get(one) ?? [], figures.get(three) ?? []];
    cells.push(ratio(ratioOf(ratesOfThree, rates)));
    ofOne.push(`${quantile(rates, 0.5).toFixed(0)} ${name}`);
  }
  await bench.stop(...three);
  return {
    title: 'Three instances on one PostgreSQL',
    notes: [
      `From ${CALLERS} connections to one instance or to ${INSTANCES}, as a multiple of what one does, in this run ${ofOne.join(' and ')} a second.`,
      `Medians of ${bench.some(ROUNDS)} rounds (quartiles).`,
      'Instances take turns with what they create, each with all that has come meanwhile.',
      coresSentence(bench.cores.all?.length ?? availableParallelism()),
    ],
    head: ['', 'gets a second', 'creates a second'],
    rows: [
      ['one instance', '1', '1'],
      ['three instances', ...cells],
    ],
  };
}

function coresSentence(cores: number): string {
  return cores < CORES_FOR_ALL
    ? `This machine has ${cores} cores for the instances, PostgreSQL and the load together, which one instance can use up: ${INSTANCES} cannot show here what they do with a core for each.`
    : `This machine has ${cores} cores for the instances, PostgreSQL and the load together, one for each at least.`;
}

/** Requests a second of several servers, each with its part of the callers. */
async function rateOfAll(
  servers: readonly BenchedServer[],
  askOf: (server: BenchedServer) => Ask,
  milliseconds: number,
): Promise<number> {
  const connections = CALLERS / servers.length;
  const loads = await Promise.all(servers.map((server) => load(server, askOf(server), { connections, milliseconds })));
  return loads.map(rateOf).reduce((sum, rate) => sum + rate);
}

/** From request to answer, where all connections always wait for one. */
function millisecondsOf({ count, seconds }: Load): number {
  return (seconds * 1000 * CONNECTIONS) / count;
}
