import type { StreamOf } from './stream.ts';

/** The header of a stream in each of its formats. */
export const STREAM_CONTENT_TYPES = {
  'application/json': 'application/json; charset=utf-8',
  'application/jsonl': 'application/jsonl',
} as const;

/** The body of a stream, in pieces of a page each. @param check Throws for a record that breaks the contract. */
export async function* streamTexts(
  { mediaType, meta, pages }: StreamOf<object>,
  check: (record: object) => void,
): AsyncGenerator<string, void, undefined> {
  const isJson = mediaType === 'application/json';
  let before = isJson ? `{"$meta":${JSON.stringify(meta)},"data":[` : '';
  for await (const page of pages) {
    for (const record of page) check(record);
    const records = page.map((record) => JSON.stringify(record));
    yield isJson ? before + records.join(',') : `${records.join('\n')}\n`;
    before = ',';
  }
  if (!isJson) return;
  yield before === ',' ? ']}' : `${before}]}`;
}
