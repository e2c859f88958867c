/** What the pages of this repository refer to is there. */
import { access, glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const PAGES = ['*.md', 'spec/*.md', '{client,mock,scripts,server}/**/*.md'];
const LINK = /\]\((?!\w+:)([^)\s]+)\)/g;

const pages: string[] = [];
for await (const page of glob(PAGES, { cwd: ROOT.pathname })) pages.push(page);

/** The links of a page within the repository that lead to no file, or to no heading of one. */
async function broken(page: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const [, link = ''] of text.matchAll(LINK)) {
    const target = new URL(link, new URL(page, ROOT));
    const exists = await access(target).then(
      () => true,
      () => false,
    );
    if (!exists || (target.hash && !(await headings(target)).includes(target.hash.slice(1)))) found.push(link);
  }
  return found;
}

/** The headings of a page, as GitHub names them in links. */
async function headings(page: URL): Promise<string[]> {
  const text = await readFile(page, 'utf8');
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('a link that leads nowhere is found', async () => {
  const text = '[a](README.md), [b](https://x.example/y), [c](no.md), [d](README.md#contract-tests), [e](README.md#no)';
  expect(await broken('x.md', text)).toEqual(['no.md', 'README.md#no']);
});

test.each(pages)('the links of %s lead somewhere', async (page) => {
  expect(await broken(page, await readFile(new URL(page, ROOT), 'utf8'))).toEqual([]);
});

test('what the contract decides has its reason in spec/decisions.md', async () => {
  const decisions = await readFile(new URL('spec/decisions.md', ROOT), 'utf8');
  const reasoned = [...decisions.matchAll(LINK)].map(([, link]) => `spec/${link}`);
  for await (const file of glob('spec/{openapi,{paths,components}/**/*}.yaml', { cwd: ROOT.pathname })) {
    const text = await readFile(new URL(file, ROOT), 'utf8');
    if (/\*\*[^*]*\((chosen|ours)/.test(text)) expect(reasoned).toContain(file);
  }
});
