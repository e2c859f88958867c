import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyFile, readConfig } from './config.ts';
import { ConfigError } from './environment.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

function errorOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error(`${JSON.stringify(environment)} was accepted`);
}

/** What no browser sends as `Origin`, so that nothing would ever match it. */
const NO_ORIGINS = [
  'app.example',
  'https://a.example/',
  'https://a.example/x',
  'https://a.example?x',
  'https://a.example#x',
  'https://A.example',
  'HTTPS://a.example',
  'https://a.example:443',
  'http://a.example:80',
  'https://a.example:0443',
  'https://*.a.example',
  'https://a.*',
  'https://user@a.example',
  'https://bücher.example',
  'https://a.example:65536',
  'http://127.1',
  'http://[0:0:0:0:0:0:0:1]',
  'ws://a.example',
  'file:///x',
  'data:,x',
  'null',
  'https://',
];

describe('the configuration', () => {
  it('has defaults, also for variables that are set to nothing', () => {
    const defaults = {
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: 'sqlite:./data/tokens.db',
      seedFile: undefined,
      credentialsFile: resolve('data/credentials.json'),
      tokenKeys: undefined,
      logLevel: 'info',
      metricsHost: '127.0.0.1',
      metricsPort: undefined,
      bodyLimit: 262_144,
      rateLimit: 0,
      accountRateLimit: undefined,
      refusalLimit: 0,
      requestsAtOnce: 1000,
      maxLoopDelay: 500,
      requestTimeout: 30,
      responseTimeout: 30,
      tokensPerAccount: 0,
      statementTimeout: 5,
      streamLimit: 1_000_000,
      corsOrigins: [],
      trustedProxies: [],
      publicUrl: undefined,
    };
    expect(readConfig({})).toEqual(defaults);
    expect(readConfig({ HOST: '', PORT: ' ', TOKEN_KEYS: '', LOG_LEVEL: '', CORS_ORIGINS: '' })).toEqual(defaults);
  });

  it('is what the environment says', () => {
    expect(
      readConfig({
        HOST: '0.0.0.0',
        PORT: '0',
        DATABASE_URL: 'sqlite:/var/lib/x/tokens.db',
        SEED_FILE: 'none',
        TOKEN_KEYS: `a:${KEY}`,
        LOG_LEVEL: 'trace',
        METRICS_HOST: '::1',
        METRICS_PORT: '9464',
        BODY_LIMIT: '1mb',
        RATE_LIMIT: '600',
        ACCOUNT_RATE_LIMIT: '0',
        REFUSAL_LIMIT: '70',
        REQUESTS_AT_ONCE: '50',
        MAX_LOOP_DELAY: '0',
        REQUEST_TIMEOUT: '9',
        RESPONSE_TIMEOUT: '5',
        TOKENS_PER_ACCOUNT: '50',
        STATEMENT_TIMEOUT: '60',
        STREAM_LIMIT: '5000',
        CORS_ORIGINS: 'https://a.example, http://localhost:3000',
        PUBLIC_URL: 'https://api.example.com:8443',
        TRUSTED_PROXIES: '10.0.0.0/8, ::1 loopback',
      }),
    ).toEqual({
      host: '0.0.0.0',
      port: 0,
      databaseUrl: 'sqlite:/var/lib/x/tokens.db',
      seedFile: 'none',
      credentialsFile: '/var/lib/x/credentials.json',
      tokenKeys: [{ id: 'a', secret: Buffer.alloc(32, 7) }],
      logLevel: 'trace',
      metricsHost: '::1',
      metricsPort: 9464,
      bodyLimit: 1_048_576,
      rateLimit: 600,
      accountRateLimit: 0,
      refusalLimit: 70,
      requestsAtOnce: 50,
      maxLoopDelay: 0,
      requestTimeout: 9,
      responseTimeout: 5,
      tokensPerAccount: 50,
      statementTimeout: 60,
      streamLimit: 5000,
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      publicUrl: 'https://api.example.com:8443',
      trustedProxies: ['10.0.0.0/8', '::1', 'loopback'],
    });
  });

  it.each([
    ['postgres://u:secret@h', 'names no database'],
    ['postgres://u:sec/ret@h/x', 'is no URL'],
    ['postgres://u:secret@h/x?sslmode=strict', 'has an sslmode that is none of'],
    ['postgres://u:secret@h/x?connect_timeout=soon', 'has a connect_timeout that is no number of seconds'],
  ])('says what is wrong with the URL of a PostgreSQL, and nothing of it: %s', (DATABASE_URL, expected) => {
    const read = () => readConfig({ DATABASE_URL });
    expect(read).toThrow(new RegExp(`DATABASE_URL must be postgres://.*; this one ${expected}`));
    expect(read).not.toThrow(/secret|sec\/ret/);
  });

  it('puts the files of a database in memory under ./data, or nowhere', () => {
    expect(readConfig({ DATABASE_URL: 'sqlite::memory:' }).credentialsFile).toBe(resolve('data/credentials.json'));
    expect(keyFile('sqlite::memory:')).toBeUndefined();
    expect(keyFile('sqlite:/x/tokens.db')).toBe('/x/tokens.db.keys');
  });

  it.each([
    ['HOST', ['http://x', 'a b', '127.0.0.1/8']],
    ['PORT', ['abc', '-1', '65536', '80.5', '0x50', '1e3', '８０']],
    ['DATABASE_URL', ['sqlite:', 'postgres://x', 'postgres:///x', 'mysql://x/y', './tokens.db', 'SQLITE:x']],
    ['LOG_LEVEL', ['x', 'INFO', 'verbose']],
    ['BODY_LIMIT', ['0', 'x', '-1', '256k', '12abc', '1 megabyte', '1e6', '0kb', 'NaN']],
    ['RATE_LIMIT', ['x', '-1', '1.5', '10000000000']],
    ['ACCOUNT_RATE_LIMIT', ['x', '-1', '1.5', '10000000000']],
    ['RESPONSE_TIMEOUT', ['x', '-1', '0.5', '30s', '86401']],
    ['STATEMENT_TIMEOUT', ['x', '-1', '0.5', '5s', '86401']],
    ['CORS_ORIGINS', [...NO_ORIGINS, '*.x', 'https://a.example,x']],
    ['PUBLIC_URL', [...NO_ORIGINS, '*', 'https://a.example https://b.example']],
    ['TRUSTED_PROXIES', ['x', '-1', '1.5', '101', '10.0.0.0/33', '10.0.0', 'proxy.example', '10.0.0.1 x']],
    ['TOKEN_KEYS', ['x', `:${KEY}`, 'a:', 'a:c2hvcnQ=', `a:${KEY},a:${KEY}`, `a b:${KEY}`, ',']],
  ])('refuses %s with a wrong value, by name', (name, values) => {
    for (const value of values) expect(errorOf({ [name]: value })).toMatch(new RegExp(`^  ${name} .+`, 'm'));
  });

  it.each([
    'https://a.example',
    'http://a.example:8080',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://a_b-c.x',
  ])('accepts the origin %s', (text) =>
    expect(readConfig({ CORS_ORIGINS: text, PUBLIC_URL: text }).corsOrigins).toEqual([text]),
  );

  it.each([
    ['https://A.Example:443/', 'https://a.example'],
    ['http://bücher.example/x?y', 'http://xn--bcher-kva.example'],
  ])('says how an origin is written that is meant by %s', (text, origin) => {
    for (const name of ['CORS_ORIGINS', 'PUBLIC_URL']) expect(errorOf({ [name]: text })).toMatch(` written ${origin}`);
  });

  it('repeats no password', () => {
    for (const name of ['CORS_ORIGINS', 'PUBLIC_URL']) {
      expect(errorOf({ [name]: 'https://user:MySecret@a.example' })).not.toContain('MySecret');
    }
  });

  it.each(['1', '0', '65535'])('accepts the port %s', (port) =>
    expect(readConfig({ PORT: port }).port).toBe(Number(port)),
  );

  it.each([
    ['1024', 1024],
    ['10b', 10],
    ['256kb', 262_144],
    ['256 KB', 262_144],
    ['1.5mb', 1_572_864],
  ])('reads the size %s', (text, size) => expect(readConfig({ BODY_LIMIT: text }).bodyLimit).toBe(size));

  it('names everything that is wrong at once', () => {
    const message = errorOf({ PORT: 'abc', LOG_LEVEL: 'x', BODY_LIMIT: 'y', TOKEN_KEYS: 'z', HOST: 'localhost' });
    for (const name of ['PORT', 'LOG_LEVEL', 'BODY_LIMIT', 'TOKEN_KEYS']) expect(message).toContain(`  ${name} `);
    expect(message).not.toContain('HOST');
    expect(message.split('\n')).toHaveLength(5);
  });

  it.each([
    'MySecretKeyMySecretKeyMySecretKeyMySecretKe:k1',
    'MySecretKeyMySecretKey',
    'k1=MySecretKeyMySecretKeyMySecretKeyMySecretKe=',
    'k1:MySecretKeyMySecretKey,k2:MySecretKeyMySecretKey!',
    `k1:${KEY},MySecretKeyMySecretKeyMySecretKeyMySecretKe:k2`,
  ])('never repeats a key: %s', (keys) => {
    expect(errorOf({ TOKEN_KEYS: keys })).not.toMatch(/MySecretKey|BwcHBw/);
  });
});
