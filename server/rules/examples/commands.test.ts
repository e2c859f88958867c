/** The commands that the description of the contract shows a newcomer do what they say. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import document from '../../../generated/openapi.json' with { type: 'json' };
import { SAMPLE, startServer } from '../../testing/server.ts';

const server = await startServer({}, afterAll);
const commands = [...document.info.description.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, command = '']) => command);

it('the commands of the first request create a token and find it', async () => {
  const env = { PATH: process.env.PATH, API: server.url, TOKEN: server.credentials[SAMPLE.client] };
  const answers: string[] = [];
  for (const command of commands) answers.push((await promisify(execFile)('bash', ['-c', command], { env })).stdout);
  const [created = '', list = ''] = answers.map((answer) => answer.split('\r\n\r\n')[1]);
  expect(answers.map((answer) => answer.split('\r\n')[0])).toEqual(['HTTP/1.1 201 Created', 'HTTP/1.1 200 OK']);
  expect(JSON.parse(list).data).toMatchObject([{ id: JSON.parse(created).id, modules: [] }]);
});
