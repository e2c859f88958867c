import { expect, test } from 'vitest';
import document from '../../generated/openapi.json' with { type: 'json' };

const schemas: Record<string, { title: string; properties?: object; required?: string[] }> =
  document.components.schemas;

const fields = (name: string) => Object.keys(schemas[name]?.properties ?? {});

// They are written out, so that generated types are plain; nothing else would notice a field that only one of them has.
test.each([
  ['ApiToken', 'ApiTokenSelection'],
  ['ApiTokenCreated', 'ApiTokenSelection'],
  ['ApiAuditEvent', 'AuditEvent'],
  ['ActorReference', 'Reference'],
])('%s has the fields of %s, and requires some of them', (narrow, wide) => {
  expect(fields(narrow)).toEqual(fields(wide));
  expect(fields(narrow)).toEqual(expect.arrayContaining(schemas[narrow]?.required ?? []));
  expect(schemas[narrow]?.required).not.toEqual(schemas[wide]?.required ?? []);
});

test('what creation answers requires all that a token does, and audit', () => {
  expect(schemas.ApiTokenCreated?.required).toEqual([...(schemas.ApiToken?.required ?? []), 'audit']);
});
