import fc, { type Arbitrary } from 'fast-check';
import { type OperationId, operations } from '../../../generated/operations.ts';
import { type Probe, Unreadable } from './probe.ts';
import type { World } from './world.ts';

export interface CheckTraits {
  /** The operation that it is about; without one it is about addresses and credentials. */
  operation?: OperationId;
  /** It may change what is there, or would where the deployment is wrong. */
  changes?: boolean;
  /** It needs a deployment that remembers what it was told. */
  remembers?: boolean;
  /** It needs answers that are worked out from the request, not examples. */
  evaluates?: boolean;
  /** How often it is tried beside others; 0 is once, for what is not random. */
  weight: number;
}

/** One promise of the contract, and how to try it. */
export interface Check extends CheckTraits {
  name: string;
  /** Tries it with random data, which shrink to the least that fails. */
  property(probe: () => Probe): fc.IAsyncProperty<unknown>;
}

/** Ends the try of what the contract leaves to a deployment, and this one does not have. */
export class NotOffered extends Error {}

/** Making a failure smaller ends after this time, with the least that was found until then. */
const SHRINKING_MS = 20_000;

/** A check that is tried with many values. The try throws a CheckFailure where the promise is broken. */
export function check<T>(
  name: string,
  traits: CheckTraits,
  values: Arbitrary<T>,
  attempt: (probe: Probe, value: T) => Promise<void>,
): Check {
  return {
    ...traits,
    name: traits.operation === undefined ? name : `${traits.operation} ${name}`,
    property: (probe) => shrinkingInTime(values, (value) => attempt(probe(), value)),
  };
}

/** fast-check's own limits count from the start: they would end a check that waits for a rate limit before it is tried. */
function shrinkingInTime<T>(values: Arbitrary<T>, attempt: (value: T) => Promise<void>): fc.IAsyncProperty<unknown> {
  let failedAt = Number.POSITIVE_INFINITY;
  return fc.asyncProperty(values as Arbitrary<unknown>, async (value) => {
    fc.pre(performance.now() - failedAt < SHRINKING_MS);
    try {
      await attempt(value as T);
    } catch (error) {
      // What cannot be read cannot be made smaller.
      failedAt = error instanceof Unreadable ? Number.NEGATIVE_INFINITY : Math.min(failedAt, performance.now());
      throw error;
    }
  });
}

/** A check with nothing random in it, which is tried once. */
export function once(
  name: string,
  traits: Omit<CheckTraits, 'weight'>,
  attempt: (probe: Probe) => Promise<void>,
): Check {
  return check(name, { ...traits, weight: 0 }, fc.constant(undefined), attempt);
}

/** The checks of a subject, made for what there is on the deployment. */
export type Checks = (world: World) => Check[];

/** The path of an operation; its id is that of the resource that is asked for. */
export function pathOf(operation: OperationId, id = ''): string {
  return operations[operation].path.replace('{id}', encodeURIComponent(id));
}

/** Whether the operation changes what there is. */
export function isChanging(operation: OperationId): boolean {
  return operations[operation].method !== 'GET';
}

/** A request that would be right in everything but what a check is about. */
export function plainRequest(operation: OperationId): { json?: object } {
  return operations[operation].body ? { json: { name: 'api-tokens verify' } } : {};
}
