import { createHash } from 'node:crypto';

/** A collection whose ids are made of their places, and not of chance, so that a second build is the same. */
export function collectionOf(collection: unknown, place = 'collection'): unknown {
  if (Array.isArray(collection)) return collection.map((item, index) => collectionOf(item, `${place}/${index}`));
  if (typeof collection !== 'object' || collection === null) return collection;
  return Object.fromEntries(
    Object.entries(collection).map(([key, value]) => {
      const isId = (key === 'id' || key === '_postman_id') && /^[\da-f]{8}-[\da-f-]{27}$/.test(String(value));
      return [key, isId ? idOf(`${place}/${key}`) : collectionOf(value, `${place}/${key}`)];
    }),
  );
}

function idOf(place: string): string {
  const hex = createHash('sha256').update(place).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
