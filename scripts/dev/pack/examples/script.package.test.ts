import { expect, test } from 'vitest';
import { exampleProject } from '../testing/project.ts';

test('the script creates what is missing, disables what is not wanted, and tells failures by their code', async () => {
  const script = await exampleProject('script');
  expect(await script.run('npm', ['run', 'check'])).toMatchObject({ code: 0 });
  const { url } = await script.listening('mock', '--port', '0');
  const start = (names: string[], environment = {}) =>
    script.run(process.execPath, ['connectors.ts', ...names], { API_URL: url, ...environment });

  const first = await start(['ERP connector', 'CRM connector']);
  expect(first).toMatchObject({ code: 0, problems: '' });
  expect(first.out).toMatch(/^TKN-\d{4}-\d{4} created: CRM connector$/m);
  expect(await start(['ERP connector'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^TKN-\d{4}-\d{4} disabled: CRM connector\n$/),
  });
  expect(await start(['ERP connector'])).toMatchObject({ code: 0, out: '' });

  const refused = await start(['ERP connector', '<CRM> connector']);
  expect(refused).toMatchObject({ code: 1, problems: expect.stringContaining('"<CRM> connector" cannot be the name') });
  expect(await start([], { API_TOKEN: `idt:TKN-0000-0000:${'x'.repeat(49)}` })).toMatchObject({
    code: 1,
    problems: 'API_TOKEN is not accepted: it is wrong, disabled or deleted.\n',
  });
});
