import type { OperationId } from '../../generated/operations.ts';
import type { Override } from './override.ts';

/** An override whose operation is no longer known to the compiler: its answer is looked at when it comes. */
export type UntypedOverride = (request: object, asUsual: () => Promise<object>) => Promise<unknown>;

/** What takes the place of the operations of a state. */
export class Overrides {
  #set: readonly { operation: OperationId; override: UntypedOverride }[] = [];

  /** Before those of the same operation that are there. @returns what takes it back. */
  add<O extends OperationId>(operation: O, override: Override<O>): () => void {
    const one = { operation, override: override as unknown as UntypedOverride };
    this.#set = [one, ...this.#set];
    return () => {
      this.#set = this.#set.filter((other) => other !== one);
    };
  }

  of(operation: OperationId): UntypedOverride | undefined {
    return this.#set.find((one) => one.operation === operation)?.override;
  }

  clear(): void {
    this.#set = [];
  }
}
