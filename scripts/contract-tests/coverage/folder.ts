import { fileURLToPath } from 'node:url';

/** Where `npm test` leaves what it exercised and which tests keep which rule; forgotten when it starts. */
export const COVERAGE_FOLDER = fileURLToPath(new URL('../../../node_modules/.coverage/', import.meta.url));
