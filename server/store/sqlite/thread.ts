import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from './connection.ts';

export interface ThreadQuery {
  sql: string;
  parameters: readonly unknown[];
}

/** Rows, or why there are none. */
export type ThreadAnswer = { rows: unknown[]; error?: never } | { rows?: never; error: unknown };

const connection = new Connection(workerData as string);

parentPort?.on('message', ({ sql, parameters }: ThreadQuery) => parentPort?.postMessage(answer(sql, parameters)));
parentPort?.postMessage('open');

function answer(sql: string, parameters: readonly unknown[]): ThreadAnswer {
  try {
    const statement = connection.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    statement.run(parameters);
    return { rows: [] };
  } catch (error) {
    return { error };
  }
}
