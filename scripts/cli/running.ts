/** What was started. */
export interface Running {
  /** What to try. */
  greeting: string;
  /** Stops it, and answers with the exit code. */
  finish(): Promise<number>;
}
