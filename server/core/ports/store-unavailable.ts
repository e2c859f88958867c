/**
 * Why a store cannot do what a request needs: no room is left, its data is gone or was replaced, another holds a lock,
 * it may not be written, it is damaged, or reading and writing fail.
 */
export type UnavailableReason = 'full' | 'gone' | 'locked' | 'read-only' | 'corrupt' | 'failing';

/**
 * A store cannot read or write, through no fault of the caller, who may try again. The message is for the operator: it
 * names the place and the cause, and is never shown to callers.
 */
export class StoreUnavailable extends Error {
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
    this.reason = reason;
  }
}
