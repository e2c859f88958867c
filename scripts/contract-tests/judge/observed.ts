import type { Unread } from './unread.ts';

/** A response as it was observed. */
export interface Observed {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON that `text` holds, undefined where it holds none. */
  body: unknown;
  /** Why there is no text although a body came. */
  unread?: Unread | undefined;
}

/** A response as far as it is known: nothing is said of headers or a text that are undefined. */
export type Known = Omit<Observed, 'headers' | 'text'> & { headers: Headers | undefined; text: string | undefined };
