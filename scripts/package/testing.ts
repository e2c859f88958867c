import type { Judge } from '../contract-tests/judge/judge.ts';
import type { ProxyOptions, ValidatingProxy } from '../contract-tests/proxy/server.ts';
import type { Report } from '../contract-tests/verify/results.ts';
import type { VerifyOptions } from '../contract-tests/verify/verify.ts';
import { load } from './tools.ts';

export * from '../../mock/testing/index.ts';
export type { Answer, Exchange, Message } from '../contract-tests/judge/exchange.ts';
export type { Judge, Verdict } from '../contract-tests/judge/judge.ts';
export type { ProxyOptions, ValidatingProxy } from '../contract-tests/proxy/server.ts';
export type { CheckResult, Finding, Report } from '../contract-tests/verify/results.ts';
export type { VerifyOptions } from '../contract-tests/verify/verify.ts';

/**
 * Checks that a deployment keeps the contract. What it takes beyond the client is fetched when it is called first.
 * @throws Error where it cannot be checked.
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  const module = 'scripts/contract-tests/verify/verify.js';
  const loaded = await load<typeof import('../contract-tests/verify/verify.ts')>('testing', module, 'verify');
  return loaded.verify(options);
}

/** What judges an exchange by the contract. */
export async function createJudge(): Promise<Judge> {
  const module = 'scripts/contract-tests/judge/judge.js';
  const loaded = await load<typeof import('../contract-tests/judge/judge.ts')>('testing', module, 'createJudge');
  return loaded.createJudge();
}

/**
 * Starts a proxy that judges each exchange between a client and a server.
 * @throws what `listen` throws, such as EADDRINUSE.
 */
export async function createProxy(options: ProxyOptions): Promise<ValidatingProxy> {
  const module = 'scripts/contract-tests/proxy/server.js';
  const loaded = await load<typeof import('../contract-tests/proxy/server.ts')>('testing', module, 'createProxy');
  return loaded.createProxy(options);
}
