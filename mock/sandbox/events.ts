import type { ServerResponse } from 'node:http';
import { PERMISSION } from '../engine/cors.ts';
import type { Journal } from '../engine/journal.ts';

/** Bytes that may wait for a reader; one that takes nothing is left. */
const MOST_WAITING = 1024 * 1024;

/** Tells of each request as it is answered, as server-sent events: those that were, then those that come. */
export function streamEntries(journal: Journal, response: ServerResponse): void {
  response.writeHead(200, { ...PERMISSION, 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const tell = (entry: object) => {
    if (response.writableLength > MOST_WAITING) response.destroy();
    else response.write(`data: ${JSON.stringify(entry)}\n\n`);
  };
  response.write(': requests as they are answered\n\n');
  for (const entry of journal.entries) tell(entry);
  response.once('close', journal.listen(tell));
}
