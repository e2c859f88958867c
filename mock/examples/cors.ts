import type { ServerResponse } from 'node:http';
import { EXPOSED } from '../../server/core/exposed.ts';

const EXPOSED_HERE = [...EXPOSED, 'Preference-Applied', 'sl-violations'].join(', ');

/** Lets a page of any origin read the answer. */
export function permit(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', EXPOSED_HERE);
}
