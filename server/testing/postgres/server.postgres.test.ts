import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const CODE = 3;
const SCRIPT = `
  import { removePostgres, startPostgres } from './server/testing/postgres/server.ts';
  process.exitCode = ${CODE};
  await removePostgres(await startPostgres());
`;

it('leaves a process that has had a server its exit code, so that tests which fail do fail', async () => {
  const cwd = new URL('../../..', import.meta.url);
  const child = spawn(process.execPath, ['--input-type=module', '--eval', SCRIPT], { cwd, stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([CODE, null]);
});
