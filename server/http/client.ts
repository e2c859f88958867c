import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { parse } from 'forwarded-parse';
import proxyAddr from 'proxy-addr';
import { originOf } from './origin.ts';

/** Addresses and networks of proxies, or how many of them a request comes through. */
export type TrustedProxies = number | readonly string[];

/** Where a request comes from. */
export interface Client {
  /** Its IP address. */
  address: string;
  /** Scheme, host and port that it used; the address of the socket where it did not say. */
  origin: string;
}

export interface ClientReader {
  clientOf(request: IncomingMessage): Client;
  /** The headers that the origin is read from. */
  originHeaders: readonly string[];
}

/** What one proxy says of the request that it got. */
interface Hop {
  for?: string | undefined;
  proto?: string | undefined;
  host?: string | undefined;
}

const FORWARDED = ['Forwarded', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'X-Forwarded-Port'];

const FIELDS = ['for', 'proto', 'host'] as const satisfies (keyof Hop)[];

/**
 * Reads where requests come from: of the connection, and of what proxies say in `Forwarded` (RFC 7239) or `X-Forwarded-*` as
 * far as they are trusted [addresses.forwarded]. Both may come from the client itself, through a proxy that knows one of
 * them only; so two that disagree are not believed.
 */
export function clientReader(trusted: TrustedProxies): ClientReader {
  const trusts =
    typeof trusted === 'number' ? (_: string, hop: number) => hop < trusted : proxyAddr.compile([...trusted]);

  /** What the farthest proxy that is trusted says, by the chain of one header, the nearest first. */
  function follow(socket: string, chain: readonly Hop[]): Hop {
    let [address, said]: [string | undefined, Hop] = [socket, {}];
    for (const [index, hop] of chain.entries()) {
      if (address === undefined || !trusts(address, index)) break;
      address = addressOf(hop.for);
      said = { ...hop, for: address ?? said.for };
    }
    return said;
  }

  function clientOf(request: IncomingMessage): Client {
    const { headers, socket } = request;
    const { remoteAddress = '' } = socket;
    const [one, other] = [standardChain(headers), customaryChain(headers)].map((chain) => follow(remoteAddress, chain));
    const said = agreed(one ?? {}, other ?? {});
    return { address: said.for ?? remoteAddress, origin: originOf(request, said) };
  }

  const believes = trusted !== 0 && (typeof trusted === 'number' || trusted.length > 0);
  return { clientOf, originHeaders: believes ? ['Host', ...FORWARDED] : ['Host'] };
}

function agreed(one: Hop, other: Hop): Hop {
  const differ = FIELDS.some((field) => one[field] && other[field] && one[field] !== other[field]);
  return differ ? {} : Object.fromEntries(FIELDS.map((field) => [field, one[field] ?? other[field]]));
}

/** Of `Forwarded`, which each proxy adds an element to. One that cannot be read says nothing. */
function standardChain({ forwarded }: IncomingHttpHeaders): Hop[] {
  try {
    return forwarded === undefined ? [] : parse(forwarded).toReversed();
  } catch {
    return [];
  }
}

/** Of `X-Forwarded-*`, each a list that proxies add to, or one value that the last one sets. */
function customaryChain(headers: IncomingHttpHeaders): Hop[] {
  const [addresses, schemes, hosts, ports] = ['for', 'proto', 'host', 'port'].map((name) => {
    const value = headers[`x-forwarded-${name}`];
    return [value ?? []]
      .flat()
      .flatMap((text) => text.split(',').map((part) => part.trim()))
      .toReversed();
  }) as [string[], string[], string[], string[]];
  const length = Math.max(addresses.length, schemes.length, hosts.length);
  return Array.from({ length }, (_, hop) => {
    const [proto, host, port] = [schemes, hosts, ports].map((values) => values[hop] ?? values.at(-1));
    const hasPort = port === undefined || host === undefined || /:\d+$/.test(host);
    return { for: addresses[hop], proto: proto?.toLowerCase(), host: hasPort ? host : `${host}:${port}` };
  });
}

/** Without brackets and port. What is no IP address, such as `unknown` or a name that is kept secret, tells nobody apart. */
function addressOf(text = ''): string | undefined {
  const [, bracketed, plain] = /^(?:\[(.*)\]|([\d.]+))(?::\d+)?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  return isIP(address) === 0 ? undefined : address;
}
