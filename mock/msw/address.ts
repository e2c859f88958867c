import { operations } from '../../generated/operations.ts';

/** Where the API is, for the handlers. */
export interface Address {
  /** Matches the URL, without query, of each request that is for the API. */
  pattern: RegExp;
  /** The origin, and what stands before the paths of the contract. */
  baseOf(url: string): string;
}

const ANY_ORIGIN = '[a-z][a-z0-9+.-]*://[^/]+';

/** Each path of the contract up to its first parameter: all that is below is the API's, 404 where it has nothing there. */
const ROOTS = [...new Set(Object.values(operations).map(({ path }) => path.replace(/\/\{.*$/, '')))];

/**
 * @param baseUrl What stands before the paths of the contract; any origin, and nothing behind it, unless given.
 * @throws TypeError for one that is no absolute URL of HTTP.
 */
export function addressOf(baseUrl: string | undefined): Address {
  const base = baseUrl === undefined ? undefined : normalised(baseUrl);
  const roots = ROOTS.map(escaped).join('|');
  return {
    // No group captures: MSW would decode what it has, which may be impossible.
    pattern: new RegExp(`^${base === undefined ? ANY_ORIGIN : escaped(base)}(?:${roots})(?:/.*)?$`, 'i'),
    baseOf: (url) => base ?? new URL(url).origin,
  };
}

function normalised(baseUrl: string): string {
  const { origin, protocol, pathname } = new URL(baseUrl);
  if (!/^https?:$/.test(protocol)) throw new TypeError('baseUrl must begin with http:// or https://.');
  return origin + pathname.replace(/\/+$/, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
