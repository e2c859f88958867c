/** What a change asks for, by the verdicts of Redocly's rules and ours, of which we take some back. */
import { isObject } from './grammar.ts';
import { effectOf } from './keywords.ts';
import type { DiffReport, Impact, ReportedChange, Verdict } from './report.ts';

const UPPER_BOUNDS = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);

interface LooserRule {
  /** Why we let pass what Redocly calls breaking. */
  reason: string;
  /** Redocly's rule. */
  rule: string;
  applies(change: ReportedChange, directions: readonly string[]): boolean;
}

export const LOOSER: readonly LooserRule[] = [
  {
    rule: 'schema-constraint-changed',
    reason:
      'A wider maximum in a response: limits grow with what requests may send, and clients that read are told to expect it.',
    applies: ({ property = '', base, revision }) =>
      UPPER_BOUNDS.has(property) && Number(revision?.value) > Number(base?.value),
  },
  {
    rule: 'schema-constraint-changed',
    reason: 'What is a multiple of four is one of two. Redocly takes each change of `multipleOf` for both.',
    applies: ({ property, base, revision }, directions) =>
      property === 'multipleOf' &&
      ((isMultiple(base?.value, revision?.value) && !directions.includes('response')) ||
        (isMultiple(revision?.value, base?.value) && !directions.includes('request'))),
  },
  {
    rule: 'schema-combinator-changed',
    reason: 'A schema of `allOf` that says nothing but words allows what was allowed.',
    applies: ({ path, base, revision }) => /\/allOf\/\d+$/.test(path) && saysWordsOnly(revision?.value ?? base?.value),
  },
  {
    rule: 'security-scheme-changed',
    reason: 'A hint, of which OpenAPI says that it is for documentation.',
    applies: ({ property }) => property === 'bearerFormat',
  },
  {
    rule: 'parameter-serialization-changed',
    reason: 'What may be left as it is may still be encoded, and what may be empty need not be.',
    applies: ({ property = '', revision }) =>
      ['allowReserved', 'allowEmptyValue'].includes(property) && revision?.value === true,
  },
];

function saysWordsOnly(schema: unknown): boolean {
  return isObject(schema) && Object.keys(schema).every((keyword) => effectOf('Schema', keyword) === 'words');
}

const isMultiple = (value: unknown, of: unknown) => Number(value) % Number(of) === 0;

/** Our rule that only says what a change is. */
const MARK = 'release/mark';
/** Our rule about what goes out of sight; what is inside changes for nobody. */
const HIDING = 'release/property-hidden';
/** Redocly's rules about what only generated code sees. */
const CODE = new Set(['operation-id-changed']);

/** The changes as we rate them. */
export function rate({ changes }: DiffReport): ReportedChange[] {
  return changes.filter((change) => !isElsewhere(change) && !isKeyOfMember(change)).map(rated);
}

function rated(change: ReportedChange): ReportedChange {
  const mark = change.verdicts.find(({ ruleId }) => ruleId === MARK);
  const [effect, ...directions] = mark?.message.split(' ') ?? [];
  const left = change.verdicts.filter(({ ruleId }) => {
    if (ruleId === MARK || (directions.includes('hidden') && ruleId !== HIDING)) return false;
    return !LOOSER.some(({ rule, applies }) => rule === ruleId && applies(change, directions));
  });
  const verdicts = withoutRepetition(left);
  return { ...change, verdicts, impact: impactBy(verdicts, effect) };
}

/** Where a rule of Redocly's found the same, ours about keywords need not say it again. */
function withoutRepetition(verdicts: readonly Verdict[]): Verdict[] {
  const others = verdicts.filter(({ ruleId }) => !/^release\/(keyword|negated)-changed$/.test(ruleId));
  return others.length > 0 ? others : verdicts.slice(0, 1);
}

function impactBy(verdicts: readonly Verdict[], effect: string | undefined): Impact {
  if (verdicts.some(({ ruleId }) => !CODE.has(ruleId))) return 'major';
  if (verdicts.length > 0 || effect === 'code') return 'code';
  return effect === 'words' ? 'patch' : 'minor';
}

/** The normal form has maps where the contract has lists, and a member's name is told as the keyword that it is. */
function isKeyOfMember({ typeName, property }: ReportedChange): boolean {
  return property === 'key' && ['Parameter', 'Server', 'Tag'].includes(typeName);
}

/**
 * Shared parts are compared where paths refer to them. What is compared elsewhere is nothing to anybody: parts of unlike
 * names that Redocly takes for one that was renamed. Names are compared by themselves.
 */
function isElsewhere({ path }: ReportedChange): boolean {
  return /^#\/components(\/(?!securitySchemes)|$)/.test(path);
}
