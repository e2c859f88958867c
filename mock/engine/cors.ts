import { EXPOSED } from '../../server/core/exposed.ts';

/** Headers of the sandbox itself. */
export const STATE_HEADER = 'Sandbox-State';
export const STAND_IN_HEADER = 'Sandbox-Acts-As';
export const RULE_HEADER = 'Sandbox-Rule';

/** Lets a page of any origin read an answer. */
export const PERMISSION = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': [...EXPOSED, 'Preference-Applied', STAND_IN_HEADER, RULE_HEADER].join(', '),
};
