import { describe, expect, test } from 'vitest';
import { runToEnd } from './testing.ts';

const command = (...args: string[]) => runToEnd('release', args);

describe('npm run release:check', () => {
  test('lets this repository pass', async () => {
    const { out, problems, code } = await command('check');
    expect(problems).toBe('');
    expect(out).toMatch(/^The contract (is that of|changed since) \d+\.\d+\.\d+\./);
    expect(code).toBe(0);
  });

  test('tells how it is used', async () => {
    expect(await command('--help')).toMatchObject({ out: expect.stringContaining('Exit code'), problems: '', code: 0 });
  });

  test.each([
    [['check', '--bump'], "Unknown option '--bump'"],
    [['check', '2.0.0'], 'Too many arguments'],
    [['publish'], 'Expected check or write.'],
    [['write', '--force'], "Unknown option '--force'"],
  ])('tells a wrong command line: %j', async (args, told) => {
    const { problems, code } = await command(...args);
    expect(code).toBe(2);
    expect(problems).toContain(told);
    expect(problems).toContain('Usage: marketplace-api-tokens release ');
  });
});
