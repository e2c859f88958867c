import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The database that a peer works on. @throws Error where the environment names none. */
export function databaseFile(): string {
  const [, file] = /^sqlite:(.+)$/.exec(process.env.DATABASE_URL ?? '') ?? [];
  if (file === undefined) throw new Error('DATABASE_URL must be sqlite:<file>.');
  return file;
}

/** Listens on a free port, and says so. */
export async function listen(server: Server): Promise<void> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** One line, which says where it listens. */
export function announce(url: string): void {
  process.stdout.write(`${JSON.stringify({ url })}\n`);
}
