import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generateCredential } from '../../server/core/credential.ts';

const read = (name: string) => readFile(new URL(`../../spec/secrets/${name}`, import.meta.url), 'utf8');

const RULES: [name: string, pattern: () => Promise<RegExp>][] = [
  ['gitleaks.toml', async () => new RegExp(/^regex = '''(.*)'''$/m.exec(await read('gitleaks.toml'))?.[1] ?? '')],
  [
    'secretlint.json',
    async () => {
      const { rules } = JSON.parse(await read('secretlint.json'));
      return new RegExp(rules[0].options.patterns[0].pattern.slice(1, -1));
    },
  ],
];

test.each(RULES)(
  '%s finds a credential wherever it stands, and no part of one [secrets.format]',
  async (_name, load) => {
    const pattern = await load();
    for (const id of ['TKN-1671-0642', 'TKN-1671-0642-0001']) {
      const credential = generateCredential(id);
      for (const text of [
        credential,
        `token: ${credential}\n`,
        `{"token":"${credential}"}`,
        `?eq(token,'${credential}')`,
      ]) {
        expect(pattern.exec(text)?.[1] ?? pattern.exec(text)?.[0]).toBe(credential);
      }
      for (const text of [credential.slice(0, -1), `${credential}x`, id, `idt:${id}:…`])
        expect(text).not.toMatch(pattern);
    }
  },
);
