import type { OperationId } from '../../generated/operations.ts';
import type { OverrideAnswer } from '../engine/override.ts';

type HeadersIn<A, S> = A extends { status: S; headers?: infer H } ? NonNullable<H> : never;

type KeysOf<U> = U extends unknown ? keyof U : never;

/** The headers of an answer that its status does not declare. */
type Undeclared<O extends OperationId, A> = A extends { status: infer S; headers: infer H }
  ? Exclude<keyof H, KeysOf<HeadersIn<OverrideAnswer<O>, S>>>
  : never;

/** Nothing, where an answer has no header beside the declared ones: TypeScript itself lets a function return more. */
export type Exactly<O extends OperationId, A> = [Undeclared<O, A>] extends [never]
  ? unknown
  : { undeclaredHeaders: Undeclared<O, A> };
