const PROTOCOL = /^postgres(ql)?:\/\//;

/** As node-postgres reads them: each but the first two and the last is as strict as `verify-full`. */
const SSL_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

export function isPostgresUrl(url: string): boolean {
  return PROTOCOL.test(url);
}

/** What is wrong with a `postgres://…`, in words that hold nothing of it; undefined where nothing is. */
export function wrongInPostgresUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url) return 'is no URL: what of the user and the password is no letter or digit has to be percent-encoded';
  if (url.pathname.length <= 1) return 'names no database: it is what stands behind the host, as in /tokens';
  if (url.hostname === '' && !url.searchParams.has('host')) return 'names no host';
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && !SSL_MODES.includes(mode)) return `has an sslmode that is none of ${SSL_MODES.join(', ')}`;
  const seconds = url.searchParams.get('connect_timeout');
  if (seconds !== null && !/^[1-9]\d{0,3}$/.test(seconds)) return 'has a connect_timeout that is no number of seconds';
  return undefined;
}

/** Where the database is, without who uses it and how. */
export function placeOf(text: string): string {
  const url = new URL(text);
  return `${url.host || (url.searchParams.get('host') ?? '')}${url.pathname}`;
}
