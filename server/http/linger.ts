import type { Duplex } from 'node:stream';

const LINGER_MS = 2_000;

/**
 * Ends a connection after its last answer. What still comes on it is thrown away for a while: closed at once it would be
 * reset, and the answer might never be read.
 */
export function endSoon(socket: Duplex, last?: string): void {
  const cut = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(cut));
  socket.end(last);
  socket.resume();
}
