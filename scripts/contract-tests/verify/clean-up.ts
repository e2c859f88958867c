import { type Send, Unreachable } from './http.ts';
import { patiently } from './patience.ts';
import type { RoundTrip } from './probe.ts';
import { TOKENS } from './roles.ts';

/** The id of the token that a request created, as the answer tells it, whatever else is wrong with the answer. */
export function createdBy({ request, response }: RoundTrip): string | undefined {
  const [path = ''] = request.path.split('?');
  if (request.method !== 'POST' || path.replace(/\/$/, '').toLowerCase() !== TOKENS) return undefined;
  const id: unknown = (response.body as { id?: unknown } | null | undefined)?.id;
  const fromLocation = response.headers.get('location')?.split('/').at(-1);
  return typeof id === 'string' ? id : fromLocation || undefined;
}

/** Gone already is 404, or 400 for those who see deleted tokens. */
const GONE = [204, 400, 404];

/** Deletes tokens. Answers with the ids of those that could not be deleted. */
export async function cleanUp(send: Send, credential: string, created: ReadonlySet<string>): Promise<string[]> {
  const left: string[] = [];
  for (const id of created) {
    const path = `${TOKENS}/${encodeURIComponent(id)}`;
    const request = { method: 'DELETE', path, headers: { Authorization: `Bearer ${credential}` } };
    const isGone = await patiently(() => send(request)).then(
      ({ status }) => GONE.includes(status),
      (error: Error) => {
        if (error instanceof Unreachable) return false;
        throw error;
      },
    );
    if (!isGone) left.push(id);
  }
  return left;
}
