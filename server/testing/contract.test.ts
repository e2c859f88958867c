import { expect, test } from 'vitest';
import { assertKeepsContract, assertProblem } from './contract.ts';

const answered = (status: number) => ({ status, headers: new Headers(), text: '', body: undefined });

test('an answer that breaks the contract does not pass', async () => {
  const asserted = assertKeepsContract('GET', '/public/v1/accounts/api-tokens', answered(418));
  await expect(asserted).rejects.toThrow('GET /public/v1/accounts/api-tokens 418');
  await expect(assertProblem('GET', '/', answered(404))).rejects.toThrow();
});

test('no answer passes where nobody judges, as without the setup of the tests', async () => {
  // The module once more, as it is before the setup.
  const alone: typeof import('./contract.ts') = await import(`./contract.ts?${'alone'}`);
  await expect(alone.assertKeepsContract('GET', '/', answered(200))).rejects.toThrow('Nobody judges answers');
  await expect(alone.assertProblem('GET', '/', answered(404))).rejects.toThrow('Nobody judges answers');
});
