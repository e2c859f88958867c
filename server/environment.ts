import { type CleanedEnv, cleanEnv, makeExactValidator, makeValidator } from 'envalid';

/** The levels of pino, from the gravest on. */
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** All that is wrong with the configuration, one line a variable. */
export class ConfigError extends Error {
  constructor(problems: Record<string, string>) {
    const lines = Object.entries(problems).map(([name, rule]) => `  ${name} ${rule}`);
    super(`The configuration is not valid:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads environment variables, each by its validator; one that is set to nothing counts as not set.
 * @throws ConfigError that names every variable that is wrong, and the rule it breaks, as its validator tells it.
 */
export function readEnvironment<S>(environment: Record<string, string | undefined>, specs: S): CleanedEnv<S> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  return cleanEnv(set, specs, {
    reporter({ errors }) {
      const problems = Object.entries<Error | undefined>(errors).flatMap(([name, error]) =>
        error ? [[name, error.message]] : [],
      );
      if (problems.length > 0) throw new ConfigError(Object.fromEntries(problems));
    },
  });
}

/** A validator of whole numbers in decimal digits. @param expected What the number is, for the message. */
export function wholeNumber(expected: string, maximum: number) {
  return makeValidator<number>((text) => {
    if (!/^\d+$/.test(text) || Number(text) > maximum) throw new TypeError(`must be ${expected}`);
    return Number(text);
  });
}

/** A validator of texts of a form. @param expected The form, for the message. */
export function textLike(form: RegExp, expected: string) {
  return makeValidator<string>((text) => {
    if (!form.test(text)) throw new TypeError(`must be ${expected}`);
    return text;
  });
}

export const port = wholeNumber('a port from 0 (any free one) to 65535', 65_535);

/** With `%` for the zone of an IPv6 address. */
export const host = textLike(/^[\w.:%-]+$/, 'a host name or an IP address, such as 127.0.0.1');

export const logLevel = makeExactValidator<LogLevel>((text) => {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level === undefined) throw new TypeError(`must be one of ${LOG_LEVELS.join(', ')}`);
  return level;
});
