import { UsageError } from './command.ts';

/** @throws UsageError */
export function readPort(port: string | undefined): string | undefined {
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    throw new UsageError('--port must be a port from 0 (any free one) to 65535.');
  }
  return port;
}

/**
 * An origin without a path; the value is not repeated: it may hold a password.
 * @param name Of the option.
 * @throws UsageError
 */
export function readOrigin(name: string, text = ''): URL {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new UsageError(`${name} must be an origin, such as http://127.0.0.1:8080.`);
  if (url.username || url.password) {
    throw new UsageError(`${name} must be an origin without a user name and a password.`);
  }
  if (url.href !== `${url.origin}/`) {
    throw new UsageError(
      `${name} must be an origin without a path, such as http://127.0.0.1:8080: the paths of the contract are absolute.`,
    );
  }
  return url;
}
