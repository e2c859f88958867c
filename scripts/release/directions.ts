/** The parts of a change that Redocly hands to a rule, and that ours read; and in which direction a place is. */

export interface Change {
  kind: 'added' | 'removed' | 'modified';
  property?: string;
  node: Pair;
  base?: { value: unknown };
  revision?: { value: unknown };
}

/** One place in both contracts; on one side only where it was added or removed. */
export interface Pair {
  base?: TreeNode;
  revision?: TreeNode;
  parent: Pair | null;
  /** References, elsewhere, to the same shared part. */
  referencedBy: Pair[];
}

export interface TreeNode {
  type: { name: string };
  key: string | number;
  value: unknown;
  parent: TreeNode | null;
  /** What a reference stands for. */
  resolved?: TreeNode;
  referencedFrom?: TreeNode;
}

export type Direction = 'request' | 'response';

export interface Context {
  report(finding: { message: string }): void;
  getDirections(): Direction[];
}

/** The node of a pair as it is now, or was. */
export function nodeOf({ base, revision }: Pair): TreeNode {
  const node = revision ?? base;
  if (!node) throw new Error('A change is on one side at least.');
  return node;
}

/** What stands at a node, or where its reference leads. */
export function standingAt(node: TreeNode | undefined): unknown {
  return (node?.resolved ?? node)?.value;
}

/** A keyword of an object that stands at a node. */
export function fieldOf(node: TreeNode | undefined, keyword: string): unknown {
  const value = standingAt(node);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[keyword] : undefined;
}

/** What a place is in, and where else it is referred to. */
export function holdersOf({ parent, referencedBy }: Pair): Pair[] {
  return parent ? [parent, ...referencedBy] : [...referencedBy];
}

const BOTH: readonly Direction[] = ['request', 'response'];

/**
 * Where a place can be seen: in requests, in answers, or both. What is `readOnly` is in answers only, and nowhere where it
 * stands in a request; Redocly's `getDirections` takes it for one that is in an answer.
 */
export function directionsOf(pair: Pair): Direction[] {
  return BOTH.filter((direction) => isSeen(pair, direction, sideOf(pair)));
}

/** The same, whatever the changed schema itself says about that. */
export function directionsAround(pair: Pair): Direction[] {
  const side = sideOf(pair);
  const changed = [pair[side], pair[side]?.resolved];
  return BOTH.filter((direction) => isSeen(pair, direction, side, changed));
}

const sideOf = (pair: Pair) => (pair.revision ? 'revision' : 'base');

/** Climbs from a place to all that it is in. What `ignored` says about directions does not count. */
function isSeen(
  place: Pair,
  direction: Direction,
  side: 'base' | 'revision',
  ignored: readonly (TreeNode | undefined)[] = [],
  seen = new Set<Pair>(),
): boolean {
  if (seen.has(place)) return false;
  seen.add(place);
  const node = place[side];
  const nodes = [node, node?.resolved].flatMap((each) => (each === undefined || ignored.includes(each) ? [] : [each]));
  const position = nodes.map(positionOf).find((each) => each !== undefined);
  if (position) return position === direction;
  if (nodes.some((each) => isHidden(each, direction))) return false;
  return holdersOf(place).some((holder) => isSeen(holder, direction, side, ignored, seen));
}

function positionOf(node: TreeNode): Direction | undefined {
  if (['RequestBody', 'ParameterList'].includes(node.type.name)) return seenFromCaller(node, 'request', 'response');
  return node.type.name === 'Responses' ? seenFromCaller(node, 'response', 'request') : undefined;
}

function isHidden({ type, value }: TreeNode, direction: Direction): boolean {
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly';
  return type.name === 'Schema' && (value as Record<string, unknown>)[mark] === true;
}

/** In a callback it is the consumer that is asked. A shared part has the direction of those who refer to it. */
function seenFromCaller(node: TreeNode, usual: Direction, inCallback: Direction): Direction | undefined {
  if (isWithin(node, 'Components')) return undefined;
  return isWithin(node, 'CallbacksMap') || isWithin(node, 'WebhooksMap') ? inCallback : usual;
}

function isWithin(node: TreeNode, type: string): boolean {
  const seen = new Set<TreeNode>();
  for (let at: TreeNode | null | undefined = node; at && !seen.has(at); at = at.parent ?? at.referencedFrom) {
    if (at.type.name === type) return true;
    seen.add(at);
  }
  return false;
}
