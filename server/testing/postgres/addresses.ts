import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Listens until the test is over, when all connections end. @param pass What becomes of a connection: from, and on to the database. */
async function listen(port: () => number, pass: (from: Socket, to: Socket) => void) {
  const sockets = new Set<Socket>();
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((from) => {
    const to = connect(port(), '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    pass(from, to);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    endAll();
    server.close();
  });
  return { port: (server.address() as { port: number }).port, endAll };
}

/** An address that leads to one port and later to another, as that of a primary does. */
export async function movingAddress(port: number): Promise<{ port: number; moveTo(port: number): void }> {
  let target = port;
  const { port: own, endAll } = await listen(
    () => target,
    (from, to) => void from.pipe(to).pipe(from),
  );
  return {
    port: own,
    moveTo(next) {
      target = next;
      endAll();
    },
  };
}

/**
 * An address of a database where connections break at the next commit.
 * @param isDone Whether the database is told of it before.
 */
export async function breakingAddress(port: number, isDone: boolean): Promise<{ port: number; breakNext(): void }> {
  let breaks = false;
  const { port: own } = await listen(
    () => port,
    (from, to) => {
      to.pipe(from);
      from.on('data', (bytes) => {
        const isCommit = breaks && bytes.includes('commit');
        if (!isCommit) return void to.write(bytes);
        breaks = false;
        to.unpipe(from);
        if (!isDone) return void from.destroy();
        // The database gives up what it is told to write where nobody is there any more.
        to.on('data', (answer) => answer.includes('COMMIT') && from.destroy());
        to.write(bytes);
      });
    },
  );
  return {
    port: own,
    breakNext() {
      breaks = true;
    },
  };
}

/** An address of a database in a network that may lose whatever is sent, in both directions, and says so to nobody. */
export async function losingAddress(port: number): Promise<{ port: number; lose(isLosing: boolean): void }> {
  let isLost = false;
  const { port: own } = await listen(
    () => port,
    (from, to) => {
      from.on('data', (bytes) => isLost || to.write(bytes));
      to.on('data', (bytes) => isLost || from.write(bytes));
    },
  );
  return {
    port: own,
    lose(isLosing) {
      isLost = isLosing;
    },
  };
}
