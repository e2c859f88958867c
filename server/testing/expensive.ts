import { addTokens } from './rows.ts';
import { ACCOUNTS, type TestServer } from './server.ts';

const ROWS = 4_000;
const TERMS = 480;

/** A filter that takes minutes: no index helps with one letter, least of all with the last one that there is. */
const term = (n: number) => `ilike(description,*%EF%BF%BD${n % 10}*)`;
export const EXPENSIVE = `limit=0&or(${Array.from({ length: TERMS }, (_, n) => term(n)).join(',')})`;

/** Rows that make it take so long: all are read, as none matches. */
export async function addRows(server: Pick<TestServer, 'store' | 'keyring'>): Promise<void> {
  const description = 'what is said of it, at length. '.repeat(60);
  const row = (n: number) => ({ id: `TKN-7000-${1000 + n}`, accountId: ACCOUNTS.client, description });
  await addTokens(
    server,
    Array.from({ length: ROWS }, (_, n) => row(n)),
  );
}
