import peggy from 'peggy';
import { sourceHeader } from './source.ts';

/** The parser of the filter language and its types, from the grammar `spec/rql.peggy`: file name → source text. */
export function rqlParser(grammar: string): Record<'rql.js' | 'rql.d.ts', string> {
  const source = peggy.generate(grammar, {
    output: 'source',
    format: 'es',
    allowedStartRules: ['Filter', 'Order', 'Select'],
  });
  return { 'rql.js': sourceHeader + source, 'rql.d.ts': sourceHeader + types };
}

/** What the actions of the grammar return. `at` is an offset in the parsed text. */
const types = `export type ParsedTerm =
  | {op: 'and' | 'or'; terms: ParsedTerm[]}
  | {op: 'not'; term: ParsedTerm}
  | {op: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'; field: ParsedField; operand: ParsedOperand}
  | {op: 'like' | 'ilike'; field: ParsedField; value: ParsedValue}
  | {op: 'in' | 'out'; field: ParsedField; items: (ParsedEmpty | ParsedValue)[]}
  | {op: 'any'; field: ParsedField; term: ParsedTerm | null}
  | {op: 'all'; field: ParsedField; term: ParsedTerm};

/** A field as it was written; the path of a bare \`self()\` is empty. */
export interface ParsedField {kind: 'field'; path: string; at: number}
export interface ParsedValue {kind: 'value'; text: string; at: number}
/** The field of this name or, if there is none, the text itself. */
export interface ParsedBare {kind: 'bare'; text: string; at: number}
export interface ParsedNull {kind: 'null'; at: number}
export interface ParsedEmpty {kind: 'empty'; at: number}
export type ParsedOperand = ParsedNull | ParsedEmpty | ParsedField | ParsedValue | ParsedBare;

export interface ParsedOrder {descending: boolean; field: ParsedField}

/** The path is \`*\` for every field and empty for what is to be ignored. */
export interface ParsedSelection {remove: boolean; path: string}

export type Expectation =
  | {type: 'literal'; text: string; ignoreCase: boolean}
  | {type: 'other'; description: string}
  | {type: 'class' | 'any' | 'end'};

export class SyntaxError extends globalThis.SyntaxError {
  expected: Expectation[];
  found: string | null;
  location: {start: {offset: number}};
}

interface Results {
  Filter: ParsedTerm | null;
  Order: ParsedOrder[];
  Select: ParsedSelection[];
}

/** Throws the SyntaxError above, and a RangeError where the text is nested too deep for the stack. */
export function parse<Rule extends keyof Results>(text: string, options: {startRule: Rule}): Results[Rule];
`;
