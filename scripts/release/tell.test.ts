import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { tell } from './tell.ts';
import { answer, baseContract, changedBy, remove, rename, renameSchema, schema, TOKEN, TOKENS } from './testing.ts';

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
    d.components.examples['token-list'].value = { data: [] };
    remove(answer(d.paths[TOKENS].get, 200).examples, 'empty');
    d.paths[TOKENS].get.operationId = 'findApiTokens';
    rename(d.components.securitySchemes, 'bearer', 'apiToken');
    d.security = [{ apiToken: [] }];
    d.components.parameters.TokenId.name = 'tokenId';
    for (const path of Object.keys(d.paths)) {
      if (path.startsWith(TOKEN)) rename(d.paths, path, path.replace('{id}', '{tokenId}'));
    }
    renameSchema(d, 'ModuleReferences', 'ModulesById');
    d.servers[0].description = 'Where it is.';
    d.paths[TOKENS].get.servers = [...d.servers, { url: 'https://a.example' }];
    d.openapi = '3.1.1';
  });
  expect(tell(await compare(base, revision))).toBe(
    `What breaks you

  Parameter \`Limit\`, in findApiTokens, listModules, listAccounts
    - Default changed from 100 to 50.

  Schema \`TokenStatus\`, in findApiTokens, createApiToken, getApiToken, updateApiToken, enableApiToken, disableApiToken
    - Enum of \`status\` gained values: 'Expired'.

  POST /public/v1/accounts/api-tokens
    - Response \`413\` was removed.

What breaks generated code

  The whole contract
    - \`openapi\` of the document changed from \`"3.1.0"\` to \`"3.1.1"\`.

  GET /public/v1/accounts/api-tokens
    - \`operationId\` of operation \`GET /public/v1/accounts/api-tokens\` changed from 'listApiTokens' to 'findApiTokens'.

  /public/v1/accounts/api-tokens/{tokenId}
    - Path parameter \`id\` was renamed to \`tokenId\`.

  /public/v1/accounts/api-tokens/{tokenId}/enable
    - Path parameter \`id\` was renamed to \`tokenId\`.

  /public/v1/accounts/api-tokens/{tokenId}/disable
    - Path parameter \`id\` was renamed to \`tokenId\`.

  Security scheme \`apiToken\`
    - Security scheme \`bearer\` was renamed to \`apiToken\`.

  Schema \`ModulesById\`, in createApiToken, updateApiToken
    - Schema \`ModuleReferences\` was renamed to \`ModulesById\`.

What is new

  GET /public/v1/accounts/api-tokens
    - \`deprecated\` of the operation was added: \`true\`.
    - Parameter \`colour\` was added.
    - Server \`https://a.example\` was added.

  Schema \`Problem\`, in every operation
    - Property \`help\` was added.
    - Property \`name\` was added.

What reads otherwise

  The whole contract
    - \`description\` of the document reads otherwise.
    - \`description\` of server \`https://api.platform.softwareone.com\` changed from \`"The platform, production."\` to \`"Where it is."\`.

  GET /public/v1/accounts/api-tokens
    - Example \`empty\` was removed.
    - \`description\` of server \`https://api.platform.softwareone.com\` changed from \`"The platform, production."\` to \`"Where it is."\`.

  Example \`token-list\`, in findApiTokens
    - \`value\` of example \`token-list\` reads otherwise.`,
  );
});
