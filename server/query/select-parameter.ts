import { invalid } from '../problems.ts';
import { type FieldTable, parseSelect, type Select } from './select.ts';

/**
 * Reads `select` from a raw query string, in which every other parameter is ignored (behaviour page, section 1).
 * @throws ProblemError 400 where it is given twice or is not percent-encoded UTF-8.
 */
export function selectParameter(query: string, table: FieldTable): Select {
  const values = query
    .split('&')
    .filter((part) => /^select=./.test(part))
    .map((part) => decode(part.slice('select='.length)));
  if (values.length > 1) throw invalid({ select: ['must be given once'] });
  return parseSelect(values[0] ?? '', table);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalid({ select: ['must be percent-encoded UTF-8'] });
  }
}
