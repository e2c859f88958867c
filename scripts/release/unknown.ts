import { heldBy, isObject, walk } from './grammar.ts';
import { effectOf } from './keywords.ts';

/**
 * What is written in contracts and the table of keywords does not have, a sentence each: nobody can say what a change of
 * it breaks. It may be a typing error, or a keyword of a later version.
 */
export function unknownKeywords(...contracts: readonly (object | undefined)[]): string[] {
  const found = new Map<string, string>();
  for (const contract of contracts) {
    walk(contract ?? {}, ({ type, value, pointer }) => {
      if (!isObject(value)) return;
      for (const keyword of Object.keys(value)) {
        const place = `${type} ${keyword}`;
        const isKnown = effectOf(type, keyword) !== undefined || heldBy(type, keyword);
        if (!isKnown && !found.has(place)) found.set(place, pointer);
      }
    });
  }
  return [...found].map(([place, pointer]) => {
    const [type, keyword] = place.split(' ');
    return `The gate does not know \`${keyword}\` of ${type} at ${pointer}: mend the name, or say in scripts/release/keywords.ts what a change of it means.`;
  });
}
