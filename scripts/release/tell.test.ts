import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { tell } from './tell.ts';
import { answer, baseContract, changedBy, remove, schema, TOKENS } from './testing.ts';

test('a change is told as a consumer reads it: gravest first, by operation or shared part', async () => {
  const base = baseContract();
  const revision = changedBy(base, (d) => {
    schema(d, 'TokenStatus').enum.push('Expired');
    schema(d, 'Problem').properties.help = { type: 'string' };
    schema(d, 'Problem').properties.name = { type: 'string' };
    schema(d, 'Problem')['x-rule'] = { 'not.told': 'Not told.' };
    d.components.parameters.Limit.schema.default = 50;
    d.paths[TOKENS].get.parameters.push({ name: 'colour', in: 'query', schema: { type: 'string' } });
    d.paths[TOKENS].get.deprecated = true;
    d.info.description = 'Another, and longer than a sentence holds, which is why it is not repeated in what is told.';
    remove(d.paths[TOKENS].post.responses, '413');
    remove(answer(d.paths[TOKENS].get, 200).examples, 'empty');
  });
  expect(tell(await compare(base, revision), base, revision)).toBe(
    `What breaks you

  Parameter \`Limit\`, in listApiTokens, listModules, listAccounts
    - Default changed from 100 to 50.

  Schema \`TokenStatus\`, in listApiTokens, createApiToken, getApiToken, updateApiToken, enableApiToken, disableApiToken
    - Enum of \`status\` gained values: 'Expired'.

  POST /public/v1/accounts/api-tokens
    - Response \`413\` was removed.

What is new

  GET /public/v1/accounts/api-tokens
    - Parameter \`colour\` was added.

  Schema \`Problem\`, in every operation
    - Property \`help\` was added.
    - Property \`name\` was added.

What reads otherwise

  The whole contract
    - \`description\` of the document reads otherwise.

  GET /public/v1/accounts/api-tokens
    - \`deprecated\` of the operation was added: \`true\`.
    - Example \`empty\` was removed.`,
  );
});
