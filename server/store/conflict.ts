/** A transaction that was undone for the sake of another one: it is to be run once more, from its beginning. */
export class Conflict extends Error {
  constructor(cause: unknown) {
    super('The transaction was undone for the sake of another one.', { cause });
    this.name = 'Conflict';
  }
}

/** The same for the sake of some of its own changes: each of them is to be written by itself the next time. */
export class InEachOthersWay extends Conflict {}
