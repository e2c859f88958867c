import { str } from 'envalid';
import { host, type LogLevel, logLevel, port, readEnvironment } from '../server/environment.ts';

export interface MockConfig {
  host: string;
  /** 0 is any free one. */
  port: number;
  logLevel: LogLevel;
  /** What the sandbox begins with; its own data unless given. */
  seedFile: string | undefined;
  /** Where it writes the credentials of its first tokens. */
  credentialsFile: string | undefined;
}

/**
 * The mock's configuration from environment variables; a variable that is set to nothing counts as not set.
 * @throws ConfigError that names every variable that is wrong, and the rule it breaks.
 */
export function readConfig(environment: Record<string, string | undefined>): MockConfig {
  const { HOST, PORT, LOG_LEVEL, SEED_FILE, CREDENTIALS_FILE } = readEnvironment(environment, {
    HOST: host({ default: '127.0.0.1' }),
    PORT: port({ default: 4010 }),
    LOG_LEVEL: logLevel({ default: 'silent' }),
    SEED_FILE: str({ default: undefined }),
    CREDENTIALS_FILE: str({ default: undefined }),
  });
  return {
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    seedFile: SEED_FILE,
    credentialsFile: CREDENTIALS_FILE,
  };
}
