/** A transaction that was undone for the sake of another one: it is to be run once more, from its beginning. */
export class Conflict extends Error {
  constructor(cause: unknown) {
    super('The transaction was undone for the sake of another one.', { cause });
    this.name = 'Conflict';
  }
}
