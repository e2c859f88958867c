import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SAMPLE, startServer, temporaryFolder } from '../../../server/testing/server.ts';
import { freePort } from './free-port.ts';
import { readWorkflow, runStep, type Step } from './workflow.ts';

const NAMES = ['provider', 'consumer', 'frontend'];
const ROOT = new URL('../../..', import.meta.url).pathname;

/** Their project: a test that creates a token, and records what it did. */
const THEIR_TEST = `
import { writeFileSync } from 'node:fs';
const url = process.env.API_URL + '/public/v1/accounts/api-tokens';
const headers = { 'Authorization': 'Bearer any', 'Content-Type': 'application/json' };
const body = JSON.stringify({ name: 'ERP connector' });
const response = await fetch(url, { method: 'POST', headers, body });
const text = await response.text();
if (response.status !== 201) throw new Error(response.status + text);
const list = (pairs) => [...pairs].map(([name, value]) => ({ name, value }));
const common = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1, bodySize: -1 };
const request = { ...common, method: 'POST', url, headers: list(Object.entries(headers)), queryString: [],
  postData: { mimeType: 'application/json', text: body } };
const answer = { ...common, status: 201, statusText: 'Created', headers: list(response.headers), redirectURL: '',
  content: { size: text.length, mimeType: response.headers.get('content-type'), text } };
const entry = { startedDateTime: new Date().toISOString(), time: 1, request, response: answer, cache: {},
  timings: { send: 0, wait: 1, receive: 0 } };
writeFileSync('traffic.har', JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries: [entry] } }));
`;

test.for(NAMES)('the page shows %s.yml as it is', async (name) => {
  const page = await readFile(new URL('README.md', import.meta.url), 'utf8');
  expect(page).toContain(`\`\`\`yaml\n${(await readWorkflow(name)).text}\`\`\``);
});

test.for(NAMES)('%s.yml uses actions by version only', async (name) => {
  const uses = (await readWorkflow(name)).steps.flatMap((step) => step.uses ?? []);
  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@v\d+$/);
});

test.for(NAMES)('every step of %s.yml passes', async (name) => {
  const { env, steps } = await readWorkflow(name);
  const workspace = await theirProject();
  const values = { ...(await valuesOf(env)), RUNNER_TEMP: await temporaryFolder(), GITHUB_WORKSPACE: workspace };
  // `npm ci` is left to the gate: here it would take away what the tests run on.
  for (const step of steps.filter(({ run }) => run !== undefined && run !== 'npm ci')) {
    const run = await runStep(withFewProbes(step), workspace, values);
    onTestFinished(run.stop);
    expect(run.code, `${step.name}:\n${run.output}`).toBe(0);
  }
});

/** Each check once and some of them more often; that nothing is found with all probes is seen in verify/server.hosts.test.ts. */
function withFewProbes(step: Step): Step {
  return { ...step, run: String(step.run).replace('npm run verify -- ', 'npm run verify -- --probes 100 ') };
}

async function theirProject(): Promise<string> {
  const folder = await temporaryFolder();
  await symlink(ROOT, join(folder, 'contract'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "scripts": { "test": "node test.js" } }');
  await writeFile(join(folder, 'test.js'), THEIR_TEST);
  return folder;
}

/** The workflow's variables with our own server in place of a deployment, and free ports. */
async function valuesOf(env: Record<string, string>): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(env)) if (name.endsWith('_PORT')) values[name] = `${await freePort()}`;
  if (!('DEPLOYMENT' in env)) return values;
  const server = await startServer();
  return { ...values, DEPLOYMENT: server.url, API_TOKEN: server.credentials[SAMPLE.operations] ?? '' };
}
