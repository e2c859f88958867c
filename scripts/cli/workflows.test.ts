import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createMock } from '../../mock/examples/server.ts';
import { SAMPLE, startServer, type TestServer, temporaryFolder } from '../../server/testing/server.ts';
import { type Alteration, alter, type PassingAnswer } from '../contract-tests/testing/altering.ts';
import { inputsOf, readInputs } from '../contract-tests/workflows/inputs.ts';
import { type RunRedocly, runWorkflows } from '../contract-tests/workflows/run-workflows.ts';
import { readWorkflowFiles, type Target } from '../contract-tests/workflows/workflow-files.ts';
import { redoclyInOneProcess } from '../testing/redocly-in-one-process.ts';
import { runToEnd } from './testing.ts';

const CREDENTIAL = /idt:TKN-\d/;

function inputs({ credentials }: TestServer) {
  return readInputs(JSON.stringify(credentials));
}

const runRedocly: RunRedocly = async (args, environment, onLine) => {
  const { code, out, problems } = await redoclyInOneProcess.run(args, environment);
  `${out}${problems}`.split('\n').forEach(onLine);
  return code === 0;
};

async function run(url: string, target: Target, given: Record<string, string>, only?: string) {
  let output = '';
  const result = await runWorkflows({
    url,
    target,
    inputs: given,
    ...(only !== undefined && { only }),
    runRedocly,
    write: (part) => {
      output += part;
    },
  });
  return { ...result, output };
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer({}, afterAll);
});

describe('the workflows', () => {
  test('cover what they are for, and each file says where it runs', async () => {
    const files = await readWorkflowFiles();
    expect(files.flatMap(({ workflowIds }) => workflowIds).sort()).toEqual(
      [
        ['change-safely', 'create-and-use', 'create-once', 'lifecycle', 'paging', 'permissions', 'revoke-at-once'],
        ['leaked', 'rotate', 'stale'],
        ['bad-request', 'content-too-large', 'not-found', 'unauthorized', 'unsupported-media-type'],
        ['forbidden', 'server-error', 'too-many-requests', 'wrong-state'],
      ]
        .flat()
        .sort(),
    );
    for (const { runsOn } of files) expect(runsOn.length).toBeGreaterThan(0);
  });

  test('pass against the reference server, and tell no credential', async () => {
    const { passed, ran, skipped, output } = await run(server.url, 'server', inputs(server));
    expect(output).not.toMatch(CREDENTIAL);
    expect(passed, output).toBe(true);
    expect(ran).toHaveLength(9);
    expect(skipped).toEqual([]);
    // What they created they deleted.
    const { body } = await server.call('GET', '/public/v1/accounts/api-tokens?status=Active&limit=0', {
      as: 'operations',
    });
    expect(body.$meta.pagination.total).toBe(6);
  });

  test('that need no memory pass against the mock', async () => {
    const mock = await createMock({ port: 0 });
    onTestFinished(() => mock.close());
    const any = { operations: 'any', vendor: 'any', client: 'any', powerless: 'any' };
    const { passed, ran, output } = await run(mock.url, 'mock', any);
    expect(passed, output).toBe(true);
    expect(ran).toHaveLength(3);
  });

  type Break = (answer: PassingAnswer) => void;
  const created: Break = (answer) => {
    if (answer.status === 201) answer.status = 200;
  };
  const noLocation: Break = ({ headers }) => headers.delete('location');
  const audit: Break = ({ method, body }) => {
    if (method === 'GET') body.audit = {};
  };
  const undeclared: Break = ({ body }) => {
    if (body?.token) body.secret = 'x';
  };
  const pages: Break = ({ body }) => {
    if (body?.$meta?.pagination) body.$meta.pagination.pages = 1;
  };
  const metaInItems: Break = ({ body }) => {
    for (const item of body?.data ?? []) item.$meta = {};
  };
  const noChallenge: Break = ({ headers }) => headers.delete('www-authenticate');
  const revision: Break = ({ body }) => {
    if (body?.revision) body.revision = 1;
  };
  const forbidden: Break = (answer) => {
    if (answer.status === 404) answer.status = 403;
  };
  const noTrace: Break = ({ status, body }) => {
    if (status >= 400) delete body.traceId;
  };
  const otherStatus: Break = ({ status, body }) => {
    if (status >= 400) body.status = 500;
  };

  const noMatch: Alteration = { request: ({ headers }) => headers.delete('if-match') };
  const notReplayed: Break = ({ headers }) => headers.delete('idempotency-replayed');

  test.each<[workflow: string, offered: string[], taken: string]>([
    ['change-safely', ['etag'], 'if-match'],
    ['create-once', ['idempotency-key', 'idempotency-replayed'], 'idempotency-key'],
  ])('%s passes where a deployment does not offer it', async (only, offered, taken) => {
    const without: Alteration = {
      request: ({ headers }) => headers.delete(taken),
      answer: ({ headers }) => offered.forEach((name) => void headers.delete(name)),
    };
    const { passed, output } = await run(await alter(server.url, without), 'server', inputs(server), only);
    expect(passed, output).toBe(true);
  });

  test.each<[promise: string, breaking: Break | Alteration, failing: string]>([
    ['412 of a tag that is stale', noMatch, 'change-safely'],
    ['`Idempotency-Replayed`', notReplayed, 'create-once'],
    ['201', created, 'create-and-use'],
    ['`Location`', noLocation, 'create-and-use'],
    ['`audit` left out', audit, 'create-and-use'],
    ['no undeclared property', undeclared, 'create-and-use'],
    ['three keys in `pagination`', pages, 'paging'],
    ['no `$meta` in items', metaInItems, 'paging'],
    ['`WWW-Authenticate`', noChallenge, 'revoke-at-once'],
    ['`revision` grows', revision, 'lifecycle'],
    ['404 for what is invisible', forbidden, 'permissions'],
    ['`traceId`', noTrace, 'errors'],
    ['`status` of a problem', otherStatus, 'errors'],
  ])('fail where a promise is broken: %s', async (_promise, breaking, only) => {
    const { passed, output } = await run(await alter(server.url, breaking), 'server', inputs(server), only);
    expect(passed).toBe(false);
    expect(output).toContain(`x ${only}.arazzo.yaml`);
    expect(output).not.toMatch(CREDENTIAL);
  });

  test('show control characters of the server, and write none', async () => {
    const colours: Break = ({ status, body }) => {
      if (status === 201) body.id = '\u001b[31m\u009b2J';
    };
    const { output } = await run(await alter(server.url, colours), 'server', inputs(server), 'create-and-use');
    expect(output).toContain('\\u001b[31m');
    expect(output).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('are skipped where a credential is missing', async () => {
    const { client = '' } = inputs(server);
    const { passed, skipped } = await run(server.url, 'server', { client });
    expect(passed).toBe(true);
    expect(skipped.flatMap(({ workflowIds }) => workflowIds)).toEqual(['lifecycle', 'permissions']);
  });
});

describe('npm run workflows', () => {
  const command = (args: string[], environment?: object) => runToEnd('workflows', args, environment);

  test('takes credentials from a file and from the environment', async () => {
    const { client = '', ...others } = inputs(server);
    const file = join(await temporaryFolder(), 'inputs.json');
    await writeFile(file, JSON.stringify(others));
    const { out, code } = await command(['--url', server.url, '--inputs', file], { CLIENT_TOKEN: client });
    expect(code, out).toBe(0);
    expect(out).not.toContain('Skipped');
    expect(out).not.toMatch(CREDENTIAL);
  });

  test('fails where nothing ran, and says what to do', async () => {
    const { out, problems, code } = await command(['--url', 'http://127.0.0.1:1']);
    expect(code).toBe(1);
    expect(out).toContain('Skipped');
    expect(problems).toContain('how to give credentials');
  });

  test.each([
    [[], '--url must be an origin'],
    [['--url', 'nowhere'], '--url must be an origin'],
    [['--uri', 'http://x'], "Unknown option '--uri'"],
    [['--url', 'http://x', '--inputs', '/none'], 'Cannot read /none (--inputs): ENOENT.'],
  ])('tells a wrong command line: %j', async (args, told) => {
    const { problems, code } = await command(args);
    expect(code).toBe(2);
    expect(problems).toContain(told);
    expect(problems).toContain('Usage: marketplace-api-tokens workflows');
  });
});

describe('inputs', () => {
  test('are named, or those of the sample data', () => {
    expect(readInputs(JSON.stringify({ [SAMPLE.client]: 'c', [SAMPLE.disabled]: 'd', vendor: 'v' }))).toEqual({
      client: 'c',
      vendor: 'v',
    });
    expect(inputsOf({ VENDOR_TOKEN: 'v', CLIENT_TOKEN: '', HOME: '/' })).toEqual({ vendor: 'v' });
  });

  test('that are no JSON are not repeated', () => {
    expect(() => readInputs('idt:TKN-1671-0642:secret')).toThrow(
      /^Expected a JSON object with credentials: [a-z, ]+\.$/,
    );
    expect(() => readInputs('["x"]')).toThrow('Expected a JSON object');
  });
});
