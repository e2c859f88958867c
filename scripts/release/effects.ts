/** What the table of keywords says of a change, as rules for `redocly diff`. */
import {
  type Change,
  type Context,
  type Direction,
  directionsOf,
  fieldOf,
  holdersOf,
  nodeOf,
  type Pair,
} from './directions.ts';
import { type Effect, effectOf, KEYWORDS } from './keywords.ts';

interface Values {
  before: unknown;
  after: unknown;
}

interface Happening extends Values {
  /** The object that has the keyword. */
  owner: Pair;
  keyword: string;
  effect: Effect | undefined;
  /** Of the keyword; where it holds objects, of one of those. */
  what: 'added' | 'removed' | 'changed';
}

/** Marks each change with the effect of its keyword and where it is seen, which the report does not have. */
export function markChange(change: Change, { report, getDirections }: Context): void {
  const directions = directionsOf(change.node);
  const isHidden = directions.length === 0 && getDirections().length > 0;
  report({ message: [happeningOf(change)?.effect ?? 'judged', ...(isHidden ? ['hidden'] : directions)].join(' ') });
}

/** Reports a change that breaks by the effect of its keyword. */
export function reportBreaking(change: Change, { report }: Context): void {
  const happening = happeningOf(change);
  if (!happening || !breaks(happening, directionsOf(change.node))) return;
  const { keyword, effect, what, before, after } = happening;
  const subject = `\`${keyword}\`${ownerOf(happening)}`;
  if (what === 'changed' && (effect === 'names' || effect === 'listed')) {
    report({ message: `${subject} lost values: ${lost(before, after).map(shown).join(', ')}.` });
    return;
  }
  const [from, to] = [shown(before), shown(after)];
  const values = what === 'changed' && from && to ? ` from ${from} to ${to}` : '';
  report({ message: `${subject} was ${what}${values}.` });
}

/** Reports what changed where tighter is wider and nobody can say which it was. */
export function reportNegated(change: Change, { report }: Context): void {
  const effect = happeningOf(change)?.effect;
  if (effect === 'words' || effect === 'code') return;
  const isInside = change.kind === 'modified' ? [change.node] : holdersOf(change.node);
  const negation = negationAround(isInside);
  if (negation) report({ message: `What is inside \`${negation}\` changed, where tighter is wider.` });
}

function negationAround(places: readonly Pair[], seen = new Set<Pair>()): string | undefined {
  for (const place of places) {
    if (seen.has(place)) continue;
    seen.add(place);
    const { key } = nodeOf(place);
    const isKeyword = place.parent && nodeOf(place.parent).type.name === 'Schema';
    if (isKeyword && (key === 'not' || key === 'if')) return key;
    const found = negationAround(holdersOf(place), seen);
    if (found) return found;
  }
  return undefined;
}

function happeningOf({ kind, property, node, base, revision }: Change): Happening | undefined {
  const values = { before: base?.value, after: revision?.value };
  if (kind !== 'modified') return happeningIn(node, kind, values);
  if (property === 'key') return happeningIn(node, 'changed', values);
  const what = values.before === undefined ? 'added' : values.after === undefined ? 'removed' : 'changed';
  const keyword = String(property);
  if (isObjectNode(node) || isExtension(node, keyword)) return happening(node, keyword, what, values);
  return happeningIn(node, what, values);
}

/** To what has no keywords of its own, or as a whole: it happens to the keyword that holds it. */
function happeningIn(node: Pair, what: Happening['what'], values: Values): Happening | undefined {
  let held = node;
  while (held.parent && !isObjectNode(held.parent)) held = held.parent;
  return held.parent ? happening(held.parent, String(nodeOf(held).key), what, values) : undefined;
}

function happening(owner: Pair, keyword: string, what: Happening['what'], values: Values): Happening {
  const type = isBesideReference(owner, keyword) ? 'Reference' : nodeOf(owner).type.name;
  return { owner, keyword, what, ...values, effect: effectOf(type, keyword) };
}

/** Whether a keyword is one of a reference, and not of what it refers to; of a schema it is one either way. */
function isBesideReference(owner: Pair, keyword: string): boolean {
  return [owner.base, owner.revision].some((node) => {
    const { $ref, ...beside } = { ...(node?.value as Record<string, unknown>) };
    return node?.type.name !== 'Schema' && typeof $ref === 'string' && keyword in beside;
  });
}

/** Of these maps OpenAPI says that they may have extensions beside their members. */
function isExtension(pair: Pair, keyword: string): boolean {
  return keyword.startsWith('x-') && ['Paths', 'Responses', 'Callback'].includes(nodeOf(pair).type.name);
}

/** A list or a map has no keywords of its own. */
function isObjectNode(pair: Pair): boolean {
  return KEYWORDS.has(nodeOf(pair).type.name);
}

function breaks(happening: Happening, directions: readonly Direction[]): boolean {
  const { effect, what, before, after } = happening;
  switch (effect) {
    case 'fixed':
      return true;
    case 'kept':
      return what !== 'added';
    case 'names':
      return after !== undefined && (before === undefined || lost(before, after).length > 0);
    case 'listed':
      return before !== undefined && (after === undefined || lost(before, after).length > 0);
    case 'narrows':
    case 'widens':
    case 'describes':
    case 'least':
    case 'most':
      return directions.some((direction) => breaksIn(direction, admits(happening)));
    default:
      return false;
  }
}

/** Of the values that were right: whether there are more now or fewer, or nobody can say. */
function admits({ owner, effect, what, before, after }: Happening): 'more' | 'fewer' | 'other' {
  const isWide = isWidening(owner, effect);
  // What is described no more and forbidden otherwise is gone: to its readers too.
  if (effect === 'describes' && what === 'removed' && isWide) return 'other';
  const [added, removed] = isWide ? (['more', 'fewer'] as const) : (['fewer', 'more'] as const);
  if (what !== 'changed') return what === 'added' ? added : removed;
  if (typeof before === 'number' && typeof after === 'number') {
    return after > before === (effect === 'least') ? 'fewer' : 'more';
  }
  if (!Array.isArray(before) || !Array.isArray(after)) return 'other';
  if (lost(before, after).length === 0) return added;
  return lost(after, before).length > 0 ? 'other' : removed;
}

function isWidening(owner: Pair, effect: Effect | undefined): boolean {
  if (effect !== 'describes') return effect === 'widens';
  const rest = ['items', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties'];
  return rest.some((keyword) => fieldOf(owner.base, keyword) === false && fieldOf(owner.revision, keyword) === false);
}

function breaksIn(direction: Direction, admitted: 'more' | 'fewer' | 'other'): boolean {
  return admitted !== (direction === 'request' ? 'more' : 'fewer');
}

function lost(before: unknown, after: unknown): unknown[] {
  const left = listIn(after);
  return listIn(before).filter((name) => !left.includes(name));
}

/** A list; of an extension the normal form has its JSON. */
function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' && value.startsWith('[') ? JSON.parse(value) : [];
}

/** Whose keyword it is, where that has a name. */
function ownerOf({ owner }: Happening): string {
  const { key, parent } = nodeOf(owner);
  const isNamed = ['SchemaProperties', 'NamedSchemas', 'NamedSecuritySchemes'].includes(parent?.type.name ?? '');
  return isNamed ? ` of \`${key}\`` : '';
}

function shown(value: unknown): string {
  const json = typeof value === 'object' ? '' : `'${value}'`;
  return json.length > 80 ? '' : json;
}
