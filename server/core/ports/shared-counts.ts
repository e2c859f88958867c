/** Counts of requests that several servers share. */
export interface SharedCounts {
  /**
   * Takes so many requests of a key's minute, which begins with the first.
   * @returns how many all servers have taken of it by then, and milliseconds until it ends.
   */
  take(key: string, requests: number): Promise<SharedMinute>;
}

export interface SharedMinute {
  taken: number;
  msLeft: number;
}
