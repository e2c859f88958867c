import {
  type Expectation,
  type ParsedOrder,
  type ParsedSelection,
  type ParsedTerm,
  parse,
  SyntaxError as RqlSyntaxError,
} from '../../../generated/rql.js';
import { checkDepth } from './limits.ts';
import type { Part } from './part.ts';

/** A filter part as the grammar `spec/rql.peggy` reads it; nothing for an empty `render()`. */
export function parseFilter(part: Part): ParsedTerm | null {
  checkDepth(part);
  return explained(part, () => parse(part.text, { startRule: 'Filter' }));
}

export function parseOrder(part: Part): ParsedOrder[] {
  return explained(part, () => parse(part.text, { startRule: 'Order' }));
}

export function parseSelect(part: Part): ParsedSelection[] {
  return explained(part, () => parse(part.text, { startRule: 'Select' }));
}

function explained<T>(part: Part, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RqlSyntaxError)) throw error;
    const { offset } = error.location.start;
    part.fail(offset, 'syntax', `expected ${alternatives(error.expected)}${found(part.text, offset)}`);
  }
}

/** The named tokens of the grammar; what could merely have made the token before longer is not worth a word. */
function alternatives(expected: readonly Expectation[]): string {
  const names = new Set(expected.flatMap((expectation) => describe(expectation) ?? []));
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format([...names].sort());
}

function describe(expectation: Expectation): string | undefined {
  if (expectation.type === 'literal') return `'${expectation.text}'`;
  if (expectation.type === 'other') return expectation.description;
  return expectation.type === 'end' ? 'the end' : undefined;
}

/** Only what belongs to the language is repeated: any other character may be one of a credential. */
function found(text: string, offset: number): string {
  if (offset >= text.length) return ', found the end';
  const char = text.charAt(offset);
  if (char === "'") return ', found a single quote';
  return '(),&;|="'.includes(char) ? `, found '${char}'` : '';
}
