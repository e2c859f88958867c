import { MOST_CONNECTIONS } from './pool-sizes.ts';

const USER = 'See the user and the password of DATABASE_URL.';
const CERTIFICATE =
  'sslrootcert of DATABASE_URL has to name a file with the certificate of who signed that of the server; sslmode=no-verify believes any.';

/** What to change where a connection is refused, by the code of the server, of TLS or of the system. */
const ADVICE: Readonly<Record<string, string>> = {
  '28P01': USER,
  '28000':
    'See the user and sslmode of DATABASE_URL, and pg_hba.conf of the server, which says who may connect from where, and whether by TLS.',
  '3D000': 'Create the database, or see its name in DATABASE_URL.',
  '42501': 'Grant the user of DATABASE_URL what it may not do: CONNECT on the database, to begin with.',
  '53300': `Raise max_connections of the database, or see who else is connected: each server of this API takes up to ${MOST_CONNECTIONS}.`,
  ECONNREFUSED: 'See the host and the port of DATABASE_URL, and whether the server runs and listens there.',
  ENOTFOUND: 'See the host of DATABASE_URL: its name leads nowhere.',
  EAI_AGAIN: 'See the host of DATABASE_URL: whoever knows its name does not answer.',
  ENOENT: 'See the files that DATABASE_URL names: sslrootcert, sslcert, sslkey, or the socket in host.',
  EACCES: 'See the files that DATABASE_URL names: this process may not read them.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The host of DATABASE_URL has to be written as in the certificate of the server.',
  CERT_HAS_EXPIRED: 'The server needs a new certificate.',
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
};

const NO_TLS = /^The server does not support SSL connections/;
const NO_PASSWORD = /password must be a string/;

/** What an operator is to change where a connection fails with this; undefined where that is not known. */
export function adviceOn(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError) return adviceOn(error.errors[0]);
  if (NO_TLS.test(error.message)) return 'Turn on ssl of the server, or say sslmode=disable in DATABASE_URL.';
  if (NO_PASSWORD.test(error.message)) return USER;
  return ADVICE[(error as NodeJS.ErrnoException).code ?? ''];
}
