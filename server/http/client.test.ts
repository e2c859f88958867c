import { describe, expect, it } from 'vitest';
import { exchange } from '../testing/raw.ts';
import { startServer, type TestServer } from '../testing/server.ts';
import type { TrustedProxies } from './client.ts';

const PATH = '/public/v1/openapi.json';

/** Servers whose proxies are trusted; the one that asks is 127.0.0.1. */
function behind(trustedProxies: TrustedProxies, rateLimit = 0): Promise<TestServer> {
  return startServer({ trustedProxies, rateLimit });
}

async function ask(server: TestServer, headers: string[]) {
  const answer = await exchange(
    server.url,
    `GET ${PATH} HTTP/1.1\r\n${['Host: own.example', ...headers, '', ''].join('\r\n')}`,
  );
  return { ...answer, origin: answer.body.servers?.[0].url };
}

describe('the origin in the served contract [addresses.forwarded]', () => {
  const STANDARD = 'Forwarded: for=192.0.2.1;proto=https;host=api.example';
  const CUSTOMARY = ['X-Forwarded-For: 192.0.2.1', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: api.example'];

  it.each<[string, TrustedProxies, string[], string]>([
    ['nobody is trusted', [], [STANDARD, ...CUSTOMARY], 'http://own.example'],
    ['another one is trusted', ['10.0.0.0/8'], [STANDARD, ...CUSTOMARY], 'http://own.example'],
    ['the proxy says nothing', ['loopback'], [], 'http://own.example'],
    ['`Forwarded`', ['127.0.0.1'], [STANDARD], 'https://api.example'],
    ['`X-Forwarded-*`', ['127.0.0.0/8'], CUSTOMARY, 'https://api.example'],
    ['both, alike', 1, [STANDARD, ...CUSTOMARY], 'https://api.example'],
    ['both, one of them about the host only', 1, ['Forwarded: for=192.0.2.1', ...CUSTOMARY], 'https://api.example'],
    ['both, in contradiction', 1, ['Forwarded: host=evil.example', ...CUSTOMARY], 'http://own.example'],
    ['a port', 1, [...CUSTOMARY, 'X-Forwarded-Port: 8443'], 'https://api.example:8443'],
    ['the port of the scheme', 1, [...CUSTOMARY, 'X-Forwarded-Port: 443'], 'https://api.example'],
    ['the scheme alone', 1, ['X-Forwarded-Proto: HTTPS'], 'https://own.example'],
    [
      'quotes, a port, capitals',
      1,
      ['forwarded: For="[2001:db8::1]:4711";Proto=https;Host="api.example:8443"'],
      'https://api.example:8443',
    ],
    [
      'a client behind it that makes something up',
      1,
      ['Forwarded: host=evil.example, for=192.0.2.1;host=api.example'],
      'http://api.example',
    ],
    [
      'two proxies',
      2,
      ['Forwarded: for=192.0.2.1;host=api.example;proto=https, for=10.0.0.7;host=inner'],
      'https://api.example',
    ],
    [
      'two proxies by name',
      ['loopback', '10.0.0.0/8'],
      ['X-Forwarded-For: 192.0.2.1, 10.0.0.7', 'X-Forwarded-Host: api.example, inner'],
      'http://api.example',
    ],
    ['no URL', 1, ["X-Forwarded-Host: a'b", 'X-Forwarded-Proto: javascript'], 'http://own.example'],
    ['a `Forwarded` that nobody can read', 1, ['Forwarded: ;;="'], 'http://own.example'],
    ['a host that is hidden', 1, ['Forwarded: for=_hidden;host=api.example'], 'http://api.example'],
  ])('%s', async (_name, trusted, headers, origin) => {
    expect((await ask(await behind(trusted), headers)).origin).toBe(origin);
  });

  it('keeps caches apart by the headers that it is read from [contract.caching]', async () => {
    expect((await ask(await behind(1), [])).headers.get('vary')).toContain('X-Forwarded-Host');
    expect((await ask(await behind([]), [])).headers.get('vary')).toBe('Host');
  });
});

describe('who is counted by the rate limit [addresses.forwarded] [rate-limit.per-address]', () => {
  const statuses = async (trusted: TrustedProxies, requests: string[][]) => {
    const server = await behind(trusted, 1);
    const answers: number[] = [];
    for (const headers of requests) answers.push((await ask(server, headers)).status);
    return answers;
  };
  const from = (...addresses: string[]) => [`X-Forwarded-For: ${addresses.join(', ')}`];

  it('is the client of a proxy that is trusted', async () => {
    expect(await statuses(1, [from('192.0.2.1'), from('192.0.2.2'), from('192.0.2.1')])).toEqual([200, 200, 429]);
  });

  it('is the same one whatever it puts before what the proxy adds', async () => {
    expect(await statuses(1, [from('1.1.1.1', '192.0.2.1'), from('2.2.2.2', '192.0.2.1')])).toEqual([200, 429]);
    expect(await statuses(['loopback'], [from('1.1.1.1', '192.0.2.1'), from('2.2.2.2', '192.0.2.1')])).toEqual([
      200, 429,
    ]);
  });

  it('is the proxy where the client makes up the header that the proxy does not know', async () => {
    const claim = (address: string) => [...from('192.0.2.1'), `Forwarded: for=${address}`];
    expect(await statuses(1, [claim('1.1.1.1'), claim('2.2.2.2')])).toEqual([200, 429]);
  });

  it('is who connects where no proxy is trusted', async () => {
    expect(await statuses([], [from('192.0.2.1'), from('192.0.2.2')])).toEqual([200, 429]);
  });

  it('is one client in each form of its address', async () => {
    const forms = [from('192.0.2.1'), from('192.0.2.1:5000'), ['Forwarded: for="192.0.2.1:80"']];
    expect(await statuses(1, forms)).toEqual([200, 429, 429]);
  });
});
