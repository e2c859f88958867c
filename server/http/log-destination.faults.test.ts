import { execFileSync, spawn } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startProcess, until } from '../testing/process.ts';
import { temporaryFolder } from '../testing/server.ts';
import { createLogger } from './log.ts';
import { LogDestination } from './log-destination.ts';

const LINES = 40_000;

async function fileOf(path: string, flags: number): Promise<number> {
  const file = await open(path, flags);
  onTestFinished(() => file.close());
  return file.fd;
}

function flushed(destination: LogDestination): Promise<void> {
  return new Promise((resolve) => destination.flush(resolve));
}

describe('the log of a server', () => {
  it('has a line for each request, once, and all of them when it has stopped', async () => {
    const { child, url, ended, output } = await startProcess(await temporaryFolder());
    const paths = Array.from({ length: 50 }, (_, index) => `/number-${index}`);
    for (const path of paths) await fetch(url + path);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const entries = output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(entries.filter(({ msg }) => msg === 'request').map(({ path }) => path)).toEqual(paths);
    expect(entries.at(-1).msg).toBe('stopped');
  });
});

describe('a destination of the log', () => {
  it('that takes nothing has a backlog of 4 MB, and hears how much was dropped once it takes something', async () => {
    const path = join(await temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const pipe = await fileOf(path, constants.O_RDWR | constants.O_NONBLOCK);
    const destination = new LogDestination(pipe);
    const logger = createLogger('info', destination);
    for (let index = 0; index < LINES; index += 1) logger.info({ index, filling: 'filling '.repeat(25) }, 'line');
    await flushed(destination);

    let text = '';
    const reader = spawn('cat', [path]);
    onTestFinished(() => void reader.kill());
    reader.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    await until(() => / log lines dropped"}\n/.test(text));
    logger.info('after');
    await until(() => text.endsWith('"msg":"after"}\n'));
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.at(-2)).toEqual({
      level: 'error',
      time: expect.any(String),
      dropped: expect.any(Number),
      msg: expect.stringMatching(/^\d+ log lines dropped$/),
    });
    const written = entries.slice(0, -2);
    expect(written.length + entries.at(-2).dropped).toBe(LINES);
    expect(written.map(({ index }) => index)).toEqual([...written.keys()]);
    expect(text.length).toBeLessThan(5 * 1024 * 1024);
  });

  it('that fails fails nobody, however often', async () => {
    // Never closed: it keeps trying, and would write into the next file that gets the number.
    const destination = new LogDestination(openSync(import.meta.filename, 'r'));
    for (let round = 0; round < 3; round += 1) {
      destination.write('x'.repeat(3_000_000));
      await expect(flushed(destination)).resolves.toBeUndefined();
    }
  });

  it('that works has all of it when it is flushed', async () => {
    const path = join(await temporaryFolder(), 'log');
    const destination = new LogDestination(await fileOf(path, constants.O_WRONLY | constants.O_CREAT));
    for (let index = 0; index < 1000; index += 1) destination.write(`${index}\n`);
    await flushed(destination);
    const file = await open(path);
    expect((await file.readFile('utf8')).trimEnd().split('\n')).toEqual(
      Array.from({ length: 1000 }, (_, index) => `${index}`),
    );
    await file.close();
  });
});
