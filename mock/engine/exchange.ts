/** A request as the sandbox takes it, whatever brought it. */
export interface SandboxRequest {
  method: string;
  /** Path and query as they were sent. */
  target: string;
  /** Values by their names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Scheme, host and port that the client used. */
  origin: string;
  /** Who asks, where no credential tells; an IP address or a name. */
  address: string;
  /** Reads the body. Undefined where it has more bytes than the limit. */
  readBody(limit: number): Promise<Uint8Array | undefined>;
  /** Aborted when the caller has left. */
  signal?: AbortSignal | undefined;
}

/** What the sandbox answers; `cut` is a connection that ends without an answer. */
export type SandboxAnswer = Answered | 'cut';

export interface Answered {
  status: number;
  headers: Record<string, string>;
  /** In pieces where it is a stream; undefined where there is none. */
  body?: string | AsyncGenerator<string, void, undefined> | undefined;
}
