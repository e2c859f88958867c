import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.ts';
import { isSqliteError } from './failure.ts';

/** What a thread is made with. */
export interface ThreadData {
  file: string;
  /** One number of 32 bits: 1 where nobody waits any more for what is being read. */
  cancelled: SharedArrayBuffer;
}

export interface ThreadQuery {
  /** Whether a transaction begins with it. */
  begins: boolean;
  sql: string;
  parameters: readonly unknown[];
}

/** What a thread is told: a query, which it answers, or that the transaction is over. */
export type ThreadMessage = ThreadQuery | 'end';

/** Why there are no rows; an error of SQLite's keeps its code, which errors lose on their way between threads. */
export interface ThreadFailure {
  error: unknown;
  errcode?: number | undefined;
}

export type ThreadAnswer = { rows: unknown[] } | ThreadFailure | 'cancelled';

class Cancelled extends Error {}

const { file, cancelled } = workerData as ThreadData;
const flag = new Int32Array(cancelled);
let connection: Connection | undefined;

parentPort?.on('message', (message: ThreadMessage) => {
  if (message === 'end') connection?.endTransaction();
  else parentPort?.postMessage(answer(message));
});

function answer({ begins, sql, parameters }: ThreadQuery): ThreadAnswer {
  try {
    requireWanted();
    connection ??= new Connection(file, { readOnly: true, requireWanted });
    if (begins) connection.beginTransaction();
    return { rows: connection.prepare(sql).all(parameters) };
  } catch (error) {
    if (error instanceof Cancelled) return 'cancelled';
    return { error, ...(isSqliteError(error) && { errcode: error.errcode }) };
  }
}

function requireWanted(): void {
  if (Atomics.load(flag, 0) !== 0) throw new Cancelled();
}
