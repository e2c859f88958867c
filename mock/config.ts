import { cleanEnv, makeValidator, str } from 'envalid';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface MockConfig {
  host: string;
  port: number;
  logLevel: (typeof LOG_LEVELS)[number];
}

const MAXIMUM_PORT = 65_535;

const port = makeValidator<number>((text) => {
  if (!/^\d+$/.test(text) || Number(text) > MAXIMUM_PORT) {
    throw new TypeError('must be a port from 0 (any free one) to 65535');
  }
  return Number(text);
});

const host = makeValidator<string>((text) => {
  if (!/^[\w.:-]+$/.test(text)) throw new TypeError('must be a host name or an IP address, such as 127.0.0.1');
  return text;
});

const SPECS = {
  HOST: host({ default: '127.0.0.1' }),
  PORT: port({ default: 4010 }),
  LOG_LEVEL: str({ choices: LOG_LEVELS, default: 'silent' }),
};

/**
 * The mock's configuration from environment variables; a variable that is set to nothing counts as not set.
 * @throws Error that names every variable that is wrong, and the rule it breaks.
 */
export function readConfig(environment: Record<string, string | undefined>): MockConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const env = cleanEnv(set, SPECS, {
    reporter: ({ errors }) => {
      const lines = Object.entries(errors).map(([name, error]) => `  ${name} ${error ? sentence(error) : ''}`);
      if (lines.length > 0) throw new Error(`The configuration is not valid:\n${lines.join('\n')}`);
    },
  });
  return { host: env.HOST, port: env.PORT, logLevel: env.LOG_LEVEL };
}

function sentence(error: Error): string {
  const choices = /not in choices \[(.*)\]$/.exec(error.message)?.[1];
  return choices ? `must be one of ${choices.replaceAll(',', ', ')}` : error.message;
}
