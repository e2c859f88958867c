/** What is there at once, or comes later. An `await` takes a turn of the queue for either, and each function that awaits one more. */
export type AtOnce<T> = T | Promise<T>;

/** Goes on with a value: at once where it is there. */
export function andThen<T, R>(value: AtOnce<T>, next: (value: T) => AtOnce<R>): AtOnce<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
