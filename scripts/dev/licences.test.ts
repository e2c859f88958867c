import { expect, test } from 'vitest';
import { unacceptedLicences } from './licences.ts';

test('licences are accepted by name or by choice, of what ships alone, and what is not known is told', () => {
  const found = unacceptedLicences({
    '': {},
    'node_modules/a': { license: 'MIT' },
    'node_modules/b': { license: '(GPL-3.0 OR MIT)' },
    'node_modules/c': { license: 'GPL-3.0' },
    'node_modules/a/node_modules/@x/d': { license: 'MIT AND SSPL-1.0' },
    'node_modules/e': {},
    'node_modules/f': { license: 'GPL-3.0', dev: true },
  });
  expect(found).toEqual(['c: GPL-3.0', '@x/d: MIT AND SSPL-1.0', 'e: unknown']);
});
