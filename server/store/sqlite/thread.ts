import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.ts';
import { isSqliteError } from './failure.ts';

export interface ThreadQuery {
  sql: string;
  parameters: readonly unknown[];
}

/** Rows, or why there are none; an error of SQLite's keeps its code, which errors lose on their way between threads. */
export type ThreadAnswer =
  | { rows: unknown[]; error?: never }
  | { rows?: never; error: unknown; errcode?: number | undefined };

const connection = new Connection(workerData as string, { readOnly: true });

parentPort?.on('message', ({ sql, parameters }: ThreadQuery) => parentPort?.postMessage(answer(sql, parameters)));
parentPort?.postMessage('open');

function answer(sql: string, parameters: readonly unknown[]): ThreadAnswer {
  try {
    const statement = connection.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    statement.run(parameters);
    return { rows: [] };
  } catch (error) {
    return { error, ...(isSqliteError(error) && { errcode: error.errcode }) };
  }
}
