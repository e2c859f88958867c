/** Makes ids for what is new. */
export interface Ids {
  /** A token id to try; `attempt` counts from 0, one for each that was taken. */
  tokenId(attempt: number): string;
}
