/** The credentials that the workflows call with, by what their tokens may do. */
export const ROLES = ['operations', 'vendor', 'client', 'powerless'] as const;

export type Inputs = Record<string, string>;

/** The tokens of the sample data for each role, as `npm start` writes their credentials to `data/credentials.json`. */
const SAMPLE: Record<string, string> = {
  operations: 'TKN-1671-0642',
  vendor: 'TKN-5263-0001',
  client: 'TKN-3803-0001',
  powerless: 'TKN-1671-0700',
};

/**
 * Reads inputs from the text of a file: a JSON object with inputs by name, or one that `npm start` wrote.
 * @throws Error that says what the file should hold; never what it holds.
 */
export function readInputs(text: string): Inputs {
  const values = parseObject(text);
  const ofSample = ROLES.map((role) => [role, values[SAMPLE[role] ?? '']] as const);
  const named = Object.entries(values).filter(([name]) => !name.startsWith('TKN-'));
  return Object.fromEntries([...ofSample, ...named].filter((pair): pair is [string, string] => isText(pair[1])));
}

/** Reads inputs from the environment: `OPERATIONS_TOKEN`, `VENDOR_TOKEN`, `CLIENT_TOKEN`, `POWERLESS_TOKEN`. */
export function inputsOf(environment: Record<string, string | undefined>): Inputs {
  const given = ROLES.map((role) => [role, environment[`${role.toUpperCase()}_TOKEN`]] as const);
  return Object.fromEntries(given.filter((pair): pair is [(typeof ROLES)[number], string] => isText(pair[1])));
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Nothing of the text may be told: it holds credentials.
  }
  throw new Error(`Expected a JSON object with credentials: ${ROLES.join(', ')}.`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
