import { host, type LogLevel, logLevel, port, readEnvironment } from '../server/environment.ts';

export interface MockConfig {
  host: string;
  /** 0 is any free one. */
  port: number;
  logLevel: LogLevel;
}

/**
 * The mock's configuration from environment variables; a variable that is set to nothing counts as not set.
 * @throws ConfigError that names every variable that is wrong, and the rule it breaks.
 */
export function readConfig(environment: Record<string, string | undefined>): MockConfig {
  const { HOST, PORT, LOG_LEVEL } = readEnvironment(environment, {
    HOST: host({ default: '127.0.0.1' }),
    PORT: port({ default: 4010 }),
    LOG_LEVEL: logLevel({ default: 'silent' }),
  });
  return { host: HOST, port: PORT, logLevel: LOG_LEVEL };
}
