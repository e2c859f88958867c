const PROTOCOL = /^postgres(ql)?:\/\//;
/** Scheme, user and password, hosts, and the rest. */
const PARTS = /^(postgres(?:ql)?:\/\/)((?:[^/?#]*@)?)([^/?#]*)(.*)$/s;

/** As node-postgres reads them: each but the first two and the last is as strict as `verify-full`. */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Which of several hosts is the one, as libpq calls it; what it has beyond is for who only reads. */
const ATTRIBUTES = ['read-write', 'primary', 'any'] as const;
/** What JDBC and newer versions of libpq call the same or what there is not: left out silently, they would mislead. */
const OTHERS = ['targetServerType', 'loadBalanceHosts', 'load_balance_hosts', 'hostaddr'];

/** Which hosts are good: those that can be written, those that are no standby, or all. */
export type Attributes = (typeof ATTRIBUTES)[number];

export interface Target {
  /** A URL for each host, in their order, without what node-postgres does not know. */
  urls: string[];
  attributes: Attributes;
  /** Milliseconds in which a host has to accept a connection, where the URL names a time. */
  connectWithin: number | undefined;
}

export function isPostgresUrl(url: string): boolean {
  return PROTOCOL.test(url);
}

/** What is wrong with a `postgres://…`, in words that hold nothing of it; undefined where nothing is. */
export function wrongInPostgresUrl(text: string): string | undefined {
  const urls = eachHost(text);
  if (urls.length > 1 && hostsIn(text).includes('')) return 'has a comma without a host on one side of it';
  for (const one of urls) {
    const wrong = wrongInOne(one);
    if (wrong !== undefined) return wrong;
  }
  const { searchParams } = new URL(urls[0] ?? text);
  const attributes = searchParams.get('target_session_attrs');
  if (attributes !== null && !isAttributes(attributes))
    return `has target_session_attrs that are none of ${ATTRIBUTES.join(', ')}`;
  const other = OTHERS.find((name) => searchParams.has(name));
  if (other !== undefined)
    return `has ${other}, which is not known here: hosts are tried in their order, by target_session_attrs`;
  return undefined;
}

function wrongInOne(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url)
    return 'is no URL: what of the user and the password is no letter or digit has to be percent-encoded, and a port is a number';
  if (url.pathname.length <= 1) return 'names no database: it is what stands behind the host, as in /tokens';
  if (url.hostname === '' && !url.searchParams.has('host')) return 'names no host';
  if (url.searchParams.get('host')?.includes(','))
    return 'has several hosts behind the question mark: they stand before the database, as in host:5432,other:5432';
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && !SSL_MODES.includes(mode)) return `has an sslmode that is none of ${SSL_MODES.join(', ')}`;
  const seconds = url.searchParams.get('connect_timeout');
  if (seconds !== null && !/^[1-9]\d{0,3}$/.test(seconds)) return 'has a connect_timeout that is no number of seconds';
  return undefined;
}

/** The hosts of a URL that has nothing wrong, and which of them is the one: of several, the one that can be written. */
export function targetOf(text: string): Target {
  const urls = eachHost(text).map((one) => new URL(one));
  const { searchParams } = urls[0] ?? new URL(text);
  const attributes = searchParams.get('target_session_attrs');
  const seconds = searchParams.get('connect_timeout');
  for (const url of urls) for (const own of ['target_session_attrs', 'connect_timeout']) url.searchParams.delete(own);
  return {
    urls: urls.map(({ href }) => href),
    attributes: isAttributes(attributes) ? attributes : urls.length > 1 ? 'read-write' : 'any',
    connectWithin: seconds === null ? undefined : Number(seconds) * 1000,
  };
}

/** Where the database is, without who uses it and how. */
export function placeOf(text: string): string {
  const urls = eachHost(text).map((one) => new URL(one));
  const hosts = urls.map((url) => url.host || (url.searchParams.get('host') ?? ''));
  return `${hosts.join(',')}${urls[0]?.pathname ?? ''}`;
}

/** The same URL with each of its hosts alone. */
function eachHost(text: string): string[] {
  const [, scheme = '', who = '', , rest = ''] = PARTS.exec(text) ?? [];
  return hostsIn(text).map((host) => `${scheme}${who}${host}${rest}`);
}

function hostsIn(text: string): string[] {
  return (PARTS.exec(text)?.[3] ?? '').split(',');
}

function isAttributes(text: string | null): text is Attributes {
  return ATTRIBUTES.some((known) => known === text);
}
