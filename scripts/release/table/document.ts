/** The keywords of OpenAPI 3.1 of which a document has one, and what each change of one is. */
import type { Impact } from '../report.ts';
import type { Fragment } from './batch.ts';

export const STEPS = ['added', 'changed', 'removed'] as const;

const DONE = { responses: { 204: { description: 'Done.' } } };

/** The least document, in which a row's keyword is put. */
export const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'A', version: '1.0.0' },
  paths: { '/a': { get: DONE } },
};

/**
 * Where a keyword is, its value before and after, the path of the change (and the keyword, where it is told by that), and
 * the verdicts when it is added with the first value, changed, and removed with the second.
 */
export type DocumentRow = [
  type: string,
  place: string,
  before: Fragment,
  after: Fragment,
  path: string,
  verdicts: readonly (Impact | 'none' | 'never')[],
];

const WORDS = ['patch', 'patch', 'patch'] as const;
const TEXT = { type: 'string' };
const DOCS = { url: 'https://a.example' };

const said = (type: string, place: string): DocumentRow[] => [
  [type, place, 'https://a.example', 'https://b.example', `#/${place.replace(/\/?[^/]*$/, '')}`, WORDS],
];
/** A shared part that nothing refers to is nothing on the wire, and has a name in generated code. */
const named = (kind: string, part: Fragment): DocumentRow => [
  'Components',
  `components/${kind}`,
  { A: part },
  { B: part },
  `#/components/${kind}`,
  ['none', 'code', 'code'],
];
const unseen = (kind: string, part: Fragment): DocumentRow => [
  'Components',
  `components/${kind}`,
  { A: part },
  { B: part },
  `#/components/${kind}`,
  ['none', 'none', 'none'],
];

export const DOCUMENT_ROWS: readonly DocumentRow[] = [
  ['Root', 'openapi', '3.1.0', '3.1.1', '#/ openapi', ['never', 'code', 'never']],
  [
    'Root',
    'jsonSchemaDialect',
    'https://a.example',
    'https://b.example',
    '#/ jsonSchemaDialect',
    ['major', 'major', 'major'],
  ],
  [
    'Root',
    'servers',
    [{ url: 'https://a.example' }],
    [{ url: 'https://b.example' }],
    '#/servers',
    ['major', 'major', 'major'],
  ],
  [
    'Root',
    'webhooks',
    { tokenMade: { post: DONE } },
    { tokenMade2: { post: DONE } },
    '#/webhooks',
    ['minor', 'major', 'major'],
  ],
  ['Root', 'security', [{ a: [] }], [{ b: [] }], '#/paths', ['major', 'major', 'minor']],
  ['Root', 'tags', [{ name: 'a' }], [{ name: 'b' }], '#/tags', ['minor', 'minor', 'minor']],
  ['Root', 'externalDocs', DOCS, { url: 'https://b.example' }, '#/externalDocs', WORDS],
  [
    'Root',
    'info',
    { title: 'A', version: '1.0.0' },
    { title: 'B', version: '1.0.0' },
    '#/info title',
    ['never', 'patch', 'never'],
  ],
  ['Info', 'info/title', 'A', 'B', '#/info title', ['never', 'patch', 'never']],
  ...said('Info', 'info/summary'),
  ...said('Info', 'info/description'),
  ...said('Info', 'info/termsOfService'),
  ['Info', 'info/version', '1.0.0', '1.1.0', '#/info version', ['never', 'none', 'never']],
  ['Info', 'info/contact', { name: 'A' }, { name: 'B' }, '#/info/contact', WORDS],
  ['Info', 'info/license', { name: 'A' }, { name: 'B' }, '#/info/license', WORDS],
  ...['name', 'url', 'email'].flatMap((keyword) => said('Contact', `info/contact/${keyword}`)),
  ...['name', 'identifier', 'url'].flatMap((keyword) => said('License', `info/license/${keyword}`)),
  named('schemas', TEXT),
  named('responses', { description: 'A' }),
  named('parameters', { name: 'a', in: 'query', schema: TEXT }),
  named('requestBodies', { content: {} }),
  named('headers', { schema: TEXT }),
  unseen('examples', { value: 1 }),
  unseen('securitySchemes', { type: 'http', scheme: 'basic' }),
  unseen('links', { operationId: 'a' }),
  unseen('callbacks', {}),
  unseen('pathItems', {}),
];
