/**
 * Where we rate a change otherwise than `redocly diff` does, and why. The stricter rules are a plugin of it, switched on
 * in `spec/redocly.diff.yaml`; the looser ones are applied to its report.
 */
import type { DiffReport, ReportedChange } from './report.ts';

/** The parts of a change that Redocly hands to a rule, and that ours read. */
interface Change {
  kind: 'added' | 'removed' | 'modified';
  property?: string;
  node: { base?: TreeNode; revision?: TreeNode };
  base?: { value: unknown };
  revision?: { value: unknown };
}
interface TreeNode {
  key: string | number;
  value: unknown;
  resolved?: TreeNode;
}
interface Context {
  report(finding: { message: string }): void;
  getDirections(): ('request' | 'response')[];
}
type Visit = (change: Change, context: Context) => void;
interface Visitor {
  [typeName: string]: Visit | Visitor;
}
interface StricterRule {
  /** Why we call breaking what Redocly does not. */
  reason: string;
  visitor: Visitor;
}

const isInRequest = (context: Context) => context.getDirections().includes('request');
const keyOf = ({ node }: Change) => String((node.base ?? node.revision)?.key);

export const STRICTER: Record<string, StricterRule> = {
  'request-property-removed': {
    reason:
      'Unknown properties of a request are ignored, so a client that still sends it gets a success and not the effect.',
    visitor: {
      SchemaProperties: {
        Schema(change, context) {
          const isGone = change.kind === 'removed' || change.property === 'key';
          // In a response `property-removed` says so.
          if (!isGone || !isInRequest(context) || context.getDirections().includes('response')) return;
          context.report({ message: `Property \`${keyOf(change)}\` of a request was removed.` });
        },
      },
      Schema: {
        SchemaProperties(change, context) {
          if (change.kind !== 'removed' || !isInRequest(context)) return;
          context.report({ message: 'All properties of a request were removed.' });
        },
      },
    },
  },
  'default-changed': {
    reason:
      'The same request, which leaves the value out, means something else. A default that was not there is a promise more.',
    visitor: {
      Schema(change, context) {
        if (change.property !== 'default' || change.base?.value === undefined || !isInRequest(context)) return;
        const after = change.revision?.value === undefined ? 'none' : JSON.stringify(change.revision.value);
        // The schema of a parameter has no name of its own; its heading says which it is.
        const owner = keyOf(change) === 'schema' ? '' : ` of \`${keyOf(change)}\``;
        context.report({ message: `Default${owner} changed from ${JSON.stringify(change.base.value)} to ${after}.` });
      },
    },
  },
  'request-body-added': {
    reason:
      'Clients that send no body, as was right, are rejected. Redocly looks at bodies that were there before only.',
    visitor: {
      RequestBody(change, context) {
        const node = change.node.revision;
        const body = (node?.resolved ?? node)?.value as { required?: boolean } | undefined;
        if (change.kind !== 'added' || !body?.required || !isInRequest(context)) return;
        context.report({ message: 'A request body is required now.' });
      },
    },
  },
  'response-header-became-optional': {
    reason: 'As with a property: clients that rely on the header may not find it.',
    visitor: {
      Response: {
        Header(change, context) {
          if (change.property !== 'required' || change.base?.value !== true) return;
          context.report({ message: `Response header \`${keyOf(change)}\` is no longer always there.` });
        },
      },
    },
  },
};

const UPPER_BOUNDS = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);

interface LooserRule {
  /** Why we let pass what Redocly calls breaking. */
  reason: string;
  /** Redocly's rule. */
  rule: string;
  applies(change: ReportedChange): boolean;
}

export const LOOSER: readonly LooserRule[] = [
  {
    rule: 'schema-constraint-changed',
    reason:
      'A wider maximum in a response: limits grow with what requests may send, and clients that read are told to expect it.',
    applies: ({ property = '', base, revision }) =>
      UPPER_BOUNDS.has(property) && Number(revision?.value) > Number(base?.value),
  },
];

/** The report with the verdicts taken back that we do not share; what is left without one counts as an addition. */
export function loosen(report: DiffReport): DiffReport {
  const changes = report.changes.map((change) => {
    const verdicts = change.verdicts.filter(
      ({ ruleId }) => !LOOSER.some(({ rule, applies }) => rule === ruleId && applies(change)),
    );
    const isLooser = verdicts.length === 0 && change.verdicts.length > 0;
    return isLooser ? { ...change, verdicts, impact: 'minor' as const } : change;
  });
  return { ...report, changes };
}

/** The plugin, as Redocly loads it. */
export default function plugin() {
  const visitors = Object.entries(STRICTER).map(([id, { visitor }]) => [id, () => visitor] as const);
  return { id: 'release', diff: { oas3: Object.fromEntries(visitors) } };
}
