import { isIP } from 'node:net';
import { resolve } from 'node:path';
import bytes from 'bytes';
import { makeValidator, str } from 'envalid';
import proxyAddr from 'proxy-addr';
import { DEFAULT_STREAM_LIMIT } from './core/stream/stream.ts';
import { DEFAULT_STATEMENT_TIMEOUT } from './core/turns/turns.ts';
import { host, type LogLevel, logLevel, port, readEnvironment, wholeNumber } from './environment.ts';
import type { TrustedProxies } from './http/client.ts';
import { parseKeys } from './secrets/key-file.ts';
import type { Key } from './secrets/keyring.ts';
import { isPostgresUrl, wrongInPostgresUrl } from './store/postgres/url.ts';
import { sqliteFile } from './store/sqlite/url.ts';

export interface Config {
  host: string;
  /** 0 is any free port. */
  port: number;
  /** `sqlite:<file>`, `sqlite::memory:` or `postgres://<user>:<password>@<host>:<port>/<database>`. */
  databaseUrl: string;
  /** A seed file; undefined is the sample that comes with the package, `none` is no seed. */
  seedFile: string | undefined;
  /** Where the credentials of seeded tokens are written. */
  credentialsFile: string;
  /** Keys given by the environment; undefined is the key file beside the database. */
  tokenKeys: Key[] | undefined;
  logLevel: LogLevel;
  metricsHost: string;
  /** Where metrics are served; 0 is any free port, undefined is nowhere. */
  metricsPort: number | undefined;
  /** In bytes. */
  bodyLimit: number;
  /** Requests a minute for each credential; 0 is no limit. */
  rateLimit: number;
  /** Requests a minute for all credentials of an account together, 0 is no limit; undefined is ten times `rateLimit`. */
  accountRateLimit: number | undefined;
  /** How often an address may be refused for its credentials in a minute before that is 429; 0 is no limit. */
  refusalLimit: number;
  /** How many requests may be under way at once; 0 is no limit. */
  requestsAtOnce: number;
  /** Milliseconds that the event loop may be late before requests are refused; 0 is no limit. */
  maxLoopDelay: number;
  /** Seconds in which a request is there whole; 0 is no limit. */
  requestTimeout: number;
  /** Seconds in which a client takes some of what waits to be sent to it, or is cut off; 0 is no limit. */
  responseTimeout: number;
  /** Tokens that are not deleted, for each account; 0 is no limit. */
  tokensPerAccount: number;
  /** Seconds that a list may take to be read; 0 is no limit. */
  statementTimeout: number;
  /** The most records of a stream. */
  streamLimit: number;
  /** Origins whose pages may call; `*` is every origin. */
  corsOrigins: string[];
  /** The origin that the served contract names; undefined is the one that the client used. */
  publicUrl: string | undefined;
  /** Whose `Forwarded` and `X-Forwarded-*` are believed. */
  trustedProxies: TrustedProxies;
}

const ORIGIN = /^https?:\/\/([a-z\d._-]+|\[[a-f\d:.]+\])(:\d+)?$/;

const rateLimit = wholeNumber('a whole number of requests a minute, 0 for no limit', 1_000_000_000);

const seconds = wholeNumber('a whole number of seconds up to a day, 0 for no limit', 86_400);
const milliseconds = wholeNumber('a whole number of milliseconds up to a minute, 0 for no limit', 60_000);
const requestsAtOnce = wholeNumber('a whole number of requests, 0 for no limit', 1_000_000);
const tokensPerAccount = wholeNumber('a whole number of tokens, 0 for no limit', 1_000_000_000);

const streamLimit = wholeNumber('a whole number of records, up to 2147483646', 2 ** 31 - 2);

/** What is wrong with one is said without any of it: it may hold a password. */
const databaseUrl = makeValidator<string>((text) => {
  if (isPostgresUrl(text)) {
    const wrong = wrongInPostgresUrl(text);
    if (wrong === undefined) return text;
    throw new TypeError(`must be postgres://<user>:<password>@<host>:<port>/<database>; this one ${wrong}`);
  }
  if (/^sqlite:./.test(text)) return text;
  throw new TypeError(
    'must be sqlite:<file>, sqlite::memory: or postgres://<user>:<password>@<host>:<port>/<database>',
  );
});

const byteSize = makeValidator<number>((text) => {
  // The library takes `256k` for 256 bytes.
  const size = /^\d+(\.\d+)? *(b|kb|mb|gb)?$/i.test(text) ? bytes.parse(text) : null;
  if (!size) throw new TypeError('must be a size such as 256kb or 1mb');
  return size;
});

const keys = makeValidator<Key[]>((text) => parseKeys(text));

const origins = makeValidator<string[]>((text) => {
  const list = text.split(/[\s,]+/).filter(Boolean);
  return list.map((one) => (one === '*' ? one : checkOrigin(one, 'origins such as https://app.example.com, or *')));
});

const origin = makeValidator<string>((text) => checkOrigin(text, 'an origin such as https://api.example.com'));

const MOST_HOPS = 100;

const proxies = makeValidator<TrustedProxies>((text) => {
  if (/^\d+$/.test(text) && Number(text) <= MOST_HOPS) return Number(text);
  const list = text.split(/[\s,]+/).filter(Boolean);
  const wrong = list.find((one) => !isNetwork(one));
  if (wrong === undefined) return list;
  throw new TypeError(`must be addresses or networks such as 10.0.0.0/8, or a number of hops up to 100; not ${wrong}`);
});

const SPECS = {
  HOST: host({ default: '127.0.0.1' }),
  PORT: port({ default: 8080 }),
  DATABASE_URL: databaseUrl({ default: 'sqlite:./data/tokens.db' }),
  SEED_FILE: str({ default: undefined }),
  CREDENTIALS_FILE: str({ default: undefined }),
  TOKEN_KEYS: keys({ default: undefined }),
  LOG_LEVEL: logLevel({ default: 'info' }),
  METRICS_HOST: host({ default: '127.0.0.1' }),
  METRICS_PORT: port({ default: undefined }),
  BODY_LIMIT: byteSize({ default: 256 * 1024 }),
  RATE_LIMIT: rateLimit({ default: 0 }),
  ACCOUNT_RATE_LIMIT: rateLimit({ default: undefined }),
  REFUSAL_LIMIT: rateLimit({ default: 0 }),
  REQUESTS_AT_ONCE: requestsAtOnce({ default: 1_000 }),
  MAX_LOOP_DELAY: milliseconds({ default: 500 }),
  REQUEST_TIMEOUT: seconds({ default: 30 }),
  RESPONSE_TIMEOUT: seconds({ default: 30 }),
  TOKENS_PER_ACCOUNT: tokensPerAccount({ default: 0 }),
  STATEMENT_TIMEOUT: seconds({ default: DEFAULT_STATEMENT_TIMEOUT }),
  STREAM_LIMIT: streamLimit({ default: DEFAULT_STREAM_LIMIT }),
  CORS_ORIGINS: origins({ default: [] }),
  PUBLIC_URL: origin({ default: undefined }),
  TRUSTED_PROXIES: proxies({ default: [] }),
};

/**
 * The configuration from environment variables; a variable that is set to nothing counts as not set.
 * @throws ConfigError that names every variable that is wrong, and the rule it breaks, never its value if it is secret.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const env = readEnvironment(environment, SPECS);
  return {
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    seedFile: env.SEED_FILE,
    credentialsFile: resolve(env.CREDENTIALS_FILE ?? defaultCredentialsFile(env.DATABASE_URL)),
    tokenKeys: env.TOKEN_KEYS,
    logLevel: env.LOG_LEVEL,
    metricsHost: env.METRICS_HOST,
    metricsPort: env.METRICS_PORT,
    bodyLimit: env.BODY_LIMIT,
    rateLimit: env.RATE_LIMIT,
    accountRateLimit: env.ACCOUNT_RATE_LIMIT,
    refusalLimit: env.REFUSAL_LIMIT,
    requestsAtOnce: env.REQUESTS_AT_ONCE,
    maxLoopDelay: env.MAX_LOOP_DELAY,
    requestTimeout: env.REQUEST_TIMEOUT,
    responseTimeout: env.RESPONSE_TIMEOUT,
    tokensPerAccount: env.TOKENS_PER_ACCOUNT,
    statementTimeout: env.STATEMENT_TIMEOUT,
    streamLimit: env.STREAM_LIMIT,
    corsOrigins: env.CORS_ORIGINS,
    publicUrl: env.PUBLIC_URL,
    trustedProxies: env.TRUSTED_PROXIES,
  };
}

function defaultCredentialsFile(url: string): string {
  const file = sqliteFile(url);
  return file === undefined ? 'data/credentials.json' : resolve(file, '..', 'credentials.json');
}

/** Where the keys are, for a database in a file without `TOKEN_KEYS`; undefined where none is beside it. */
export function keyFile(url: string): string | undefined {
  const file = sqliteFile(url);
  return file === undefined ? undefined : resolve(`${file}.keys`);
}

function isNetwork(text: string): boolean {
  const [address = ''] = text.split('/');
  if (isIP(address) === 0 && !['loopback', 'linklocal', 'uniquelocal'].includes(text)) return false;
  try {
    proxyAddr.compile(text);
    return true;
  } catch {
    return false;
  }
}

/** As browsers write it in `Origin`: another spelling would never be met. */
function checkOrigin(text: string, expected: string): string {
  const { origin = 'null' } = URL.parse(text) ?? {};
  if (origin === text && ORIGIN.test(text)) return text;
  const meant = ORIGIN.test(origin) ? `, which is written ${origin}` : '';
  throw new TypeError(`must be ${expected}; not ${text.replace(/\/\/.*@/, '//…@')}${meant}`);
}
