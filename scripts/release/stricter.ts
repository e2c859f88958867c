/** What we call breaking and `redocly diff` does not, each with the reason; what they visit is Redocly's tree. */
import {
  type Change,
  type Context,
  type Direction,
  directionsAround,
  directionsOf,
  fieldOf,
  nodeOf,
  type Pair,
  standingAt,
} from './directions.ts';

type Visit = (change: Change, context: Context) => void;
export interface Visitor {
  [typeName: string]: Visit | Visitor;
}

interface StricterRule {
  /** Why we call breaking what Redocly does not. */
  reason: string;
  visitor: Visitor;
}

const isIn = (direction: Direction, { node }: Change) => directionsOf(node).includes(direction);
const isInRequest = (change: Change) => isIn('request', change);
const isInResponse = (change: Change) => isIn('response', change);
const keyOf = ({ node }: Change) => String((node.base ?? node.revision)?.key);
const isNothing = (schema: unknown) => typeof schema === 'object' && JSON.stringify(schema) === '{"not":{}}';

export const STRICTER: Record<string, StricterRule> = {
  'request-property-removed': {
    reason:
      'Unknown properties of a request are ignored, so a client that still sends it gets a success and not the effect.',
    visitor: {
      SchemaProperties: {
        Schema(change, context) {
          const isGone = change.kind === 'removed' || change.property === 'key';
          // In a response `property-removed` says so.
          if (!isGone || !isInRequest(change) || isInResponse(change)) return;
          context.report({ message: `Property \`${keyOf(change)}\` of a request was removed.` });
        },
      },
      PatternProperties: {
        Schema(change, context) {
          if (change.kind !== 'removed' || !isInRequest(change)) return;
          context.report({ message: `Properties like \`${keyOf(change)}\` of a request were removed.` });
        },
      },
      Schema: {
        SchemaProperties(change, context) {
          if (change.kind !== 'removed' || !isInRequest(change)) return;
          context.report({ message: 'All properties of a request were removed.' });
        },
        PatternProperties(change, context) {
          if (change.kind !== 'removed' || !isInRequest(change)) return;
          context.report({ message: 'All properties by pattern of a request were removed.' });
        },
      },
    },
  },
  'default-changed': {
    reason:
      'The same request, which leaves the value out, means something else. A default that was not there is a promise more.',
    visitor: {
      Schema(change, context) {
        if (change.property !== 'default' || change.base?.value === undefined || !isInRequest(change)) return;
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
        if (change.kind !== 'added' || fieldOf(change.node.revision, 'required') !== true) return;
        if (isInRequest(change)) context.report({ message: 'A request body is required now.' });
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
  'property-hidden': {
    reason:
      'A request with a property that became `readOnly` is rejected, an answer has none that became `writeOnly`. Redocly looks at what is inside of such a property, not at the mark.',
    visitor: {
      Schema({ kind, property, base, revision, node }, context) {
        if (kind !== 'modified') return;
        const around = directionsAround(node);
        const name = `\`${nodeOf(node).key}\``;
        const isMarked = revision?.value === true;
        if (property === 'readOnly' && isMarked && around.includes('request')) {
          context.report({ message: `${name} became \`readOnly\`: a request may not have it any more.` });
        }
        if (property === 'readOnly' && base?.value === true && around.includes('request') && isRequired(node)) {
          context.report({ message: `${name} is no longer \`readOnly\`: a request must have it now.` });
        }
        if (property === 'writeOnly' && isMarked && around.includes('response')) {
          context.report({ message: `${name} became \`writeOnly\`: no answer has it any more.` });
        }
        if (property === 'x-omitted-by-default' && isMarked && around.includes('response')) {
          context.report({ message: `${name} is answered only where it is selected now.` });
        }
      },
    },
  },
  'nothing-allowed': {
    reason:
      'Where the schema is `false` now, there is no right value any more. Redocly knows `false` of `items` and the like only.',
    visitor: {
      Schema(change, context) {
        const { kind, node } = change;
        const isForbidden = kind === 'added' && node.parent?.revision?.type.name === 'SchemaProperties';
        if (isForbidden && isNothing(standingAt(node.revision)) && isInRequest(change)) {
          context.report({ message: `\`${keyOf(change)}\` is forbidden in a request.` });
        }
        const isNotAnything =
          kind === 'added' && keyOf(change) === 'not' && isNothing(standingAt(node.parent?.revision));
        if (isNotAnything && isInResponse(change)) {
          context.report({ message: `\`${node.parent?.revision?.key}\` has no right value any more.` });
        }
      },
    },
  },
};

/** Whether the object that has this property demands it. */
function isRequired(property: Pair): boolean {
  return [property, ...property.referencedBy].some((place) => {
    const required = fieldOf(place.parent?.parent?.revision, 'required');
    return Array.isArray(required) && required.includes(place.revision?.key);
  });
}
