import { cp } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../server/testing/server.ts';
import { missing, run } from './run.ts';

const GENERATED = join(import.meta.dirname, '../../../../generated');

/** A generator that knows 3.0 only; it fails where it refuses the file `openapi.json` of the folder. */
interface Older {
  needs: readonly string[];
  refusal: RegExp;
  prepare?(folder: string): Promise<unknown>;
  generate(folder: string): Promise<unknown>;
}

const OAPI_CODEGEN = 'github.com/deepmap/oapi-codegen/cmd/oapi-codegen@v1.16.3';

const OLDER: Record<string, Older> = {
  'oapi-codegen 1.16 (Go)': {
    needs: ['go'],
    refusal: /cannot unmarshal array into Go struct field/,
    generate: (folder) =>
      run('go', ['run', OAPI_CODEGEN, '-package', 'api', '-o', 'api.go', 'openapi.json'], { cwd: folder }),
  },
  'openapi-python-client 0.11 (Python)': {
    needs: ['python3'],
    refusal: /permitted: '3\.0\.3'/,
    async prepare(folder) {
      await run('python3', ['-m', 'venv', 'venv'], { cwd: folder });
      const packages = ['openapi-python-client==0.11.6', 'click==8.0.4', 'pathspec==0.12.1'];
      await run(join(folder, 'venv/bin/pip'), ['install', '--quiet', ...packages], { cwd: folder });
    },
    generate: (folder) =>
      run(join(folder, 'venv/bin/openapi-python-client'), ['generate', '--path', 'openapi.json', '--meta', 'none'], {
        cwd: folder,
        env: { PATH: `${join(folder, 'venv/bin')}${delimiter}${process.env.PATH}` },
      }),
  },
};

for (const [name, { needs, refusal, prepare, generate }] of Object.entries(OLDER)) {
  const lacking = await missing(needs);
  const words = lacking.length > 0 ? ` (not run: ${lacking.join(', ')} not installed)` : '';

  test.skipIf(lacking.length > 0)(`${name} refuses the contract and takes it as 3.0${words}`, async () => {
    const folder = await temporaryFolder();
    await prepare?.(folder);
    const given = join(folder, 'openapi.json');
    await cp(join(GENERATED, 'openapi.json'), given);
    await expect(generate(folder)).rejects.toThrow(refusal);
    await cp(join(GENERATED, 'openapi-3.0.json'), given);
    await expect(generate(folder)).resolves.toBeDefined();
  });
}
