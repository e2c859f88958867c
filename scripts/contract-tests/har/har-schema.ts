import type { SchemaObject } from 'ajv/dist/2020.js';

const object = (description: string, properties: Record<string, SchemaObject>, ...required: string[]) => ({
  description,
  type: 'object',
  properties,
  required,
});

const list = (description: string, items: SchemaObject) => ({ description, type: 'array', items });

const text = (description: string, more: object = {}) => ({ description, type: 'string', ...more });

const optional = ({ description, type, ...schema }: SchemaObject) => ({
  ...schema,
  description: `${description} or absent`,
  type: [type, 'null'],
});

const number = { description: 'a number', type: 'number' };

const headers = list(
  'a list of headers',
  object('an object with `name` and `value`', { name: text('a text'), value: text('a text') }, 'name', 'value'),
);

/** What a body is kept in: `content` of an answer, `postData` of a request. */
const body = optional(
  object('an object with `text`', {
    text: optional(text('a text')),
    encoding: optional(text('a text')),
    mimeType: optional(text('a text')),
    size: optional(number),
  }),
);

const request = object(
  'an object with `method`, `url` and `headers`',
  {
    method: text('the name of a method', { pattern: "^[\\w!#$%&'*+.^`|~-]+$" }),
    url: text('a URL', { format: 'url' }),
    headers,
    bodySize: optional(number),
    postData: body,
  },
  'method',
  'url',
  'headers',
);

const response = object(
  'an object with `status` and `headers`',
  {
    status: { description: 'the number of a status, or 0 or -1 where nothing came', type: 'number', format: 'status' },
    headers,
    content: body,
  },
  'status',
  'headers',
);

const entry = object('an object with `request` and `response`', { request, response }, 'request', 'response');

/** A HAR as a schema; each `description` says what is expected at its place. */
export const HAR: SchemaObject = object(
  'an object with `log`',
  { log: object('an object with `entries`', { entries: list('a list of entries', entry) }, 'entries') },
  'log',
);
