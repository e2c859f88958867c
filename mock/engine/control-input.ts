import { type OperationId, operations } from '../../generated/operations.ts';
import type { RateLimits } from '../../server/core/rate.ts';
import type { ClockSetting } from './clock.ts';
import { ControlError } from './control-error.ts';
import { type DeclaredAnswer, exampleOf } from './declared.ts';
import type { Faults, Latency, NextAnswer } from './faults.ts';

type Declared = Record<OperationId, DeclaredAnswer[]>;

const MOST_LATENCY_MS = 600_000;
const MOST_TIMES = 1_000_000;

/** A point in time: ISO 8601, milliseconds since 1970-01-01T00:00:00Z, or a Date. */
export type Time = string | number | Date;

/** Next answers by operation, each among those that the operation declares. @throws ControlError */
export function readNext(value: unknown, declared: Declared): [OperationId, NextAnswer[]][] {
  return Object.entries(objectOf(value, 'next')).map(([name, answers]) => {
    const operation = operationOf(name, name);
    if (!Array.isArray(answers)) throw new ControlError({ [name]: 'must be an array of answers' });
    return [operation, answers.map((answer, index) => nextAnswer(answer, `${name}[${index}]`, declared[operation]))];
  });
}

function nextAnswer(value: unknown, field: string, declared: readonly DeclaredAnswer[]): NextAnswer {
  const { status, example, times = 1, ...rest } = objectOf(value, field);
  rejectUnknown(rest, field, ['status', 'example', 'times']);
  const count = requireInteger(times, `${field}.times`, 0, MOST_TIMES);
  if (status === 'cut') return { status, times: count };
  const found = exampleOf(declared, status as number, example as string | undefined);
  if (!found) {
    throw new ControlError({ [`${field}.status`]: `must be ${listed(declared.map((one) => one.status))} or "cut"` });
  }
  const { answer } = found;
  if (example !== undefined && !found.example) {
    throw new ControlError({ [`${field}.example`]: `must be ${listed(answer.examples.map(({ name }) => name))}` });
  }
  return {
    status: answer.status,
    times: count,
    ...(found.example && example !== undefined && { example: found.example.name }),
  };
}

/** Faults that come by chance. @throws ControlError */
export function readFaults(value: unknown, declared: Declared): Faults {
  const {
    latency = 0,
    errorShare = 0,
    errorStatus = 500,
    cutShare = 0,
    operations: only,
    ...rest
  } = objectOf(value, 'faults');
  rejectUnknown(rest, 'faults', ['latency', 'errorShare', 'errorStatus', 'cutShare', 'operations']);
  const shares = { errorShare: shareOf(errorShare, 'errorShare'), cutShare: shareOf(cutShare, 'cutShare') };
  if (shares.errorShare + shares.cutShare > 1)
    throw new ControlError({ errorShare: 'must leave, with cutShare, 1 at most' });
  if (only !== undefined && !Array.isArray(only))
    throw new ControlError({ operations: 'must be an array of operationIds' });
  const meant = only?.map((name, index) => operationOf(name, `operations[${index}]`));
  for (const operation of meant ?? (Object.keys(declared) as OperationId[])) {
    const statuses = declared[operation].map(({ status }) => status);
    if (shares.errorShare > 0 && !statuses.includes(errorStatus as number)) {
      throw new ControlError({ errorStatus: `must be a status that ${operation} declares: ${listed(statuses)}` });
    }
  }
  return { latency: latencyOf(latency), ...shares, errorStatus: errorStatus as number, operations: meant };
}

function latencyOf(value: unknown): Latency {
  if (typeof value === 'number') return requireInteger(value, 'latency', 0, MOST_LATENCY_MS);
  const { from, to, ...rest } = objectOf(value, 'latency');
  rejectUnknown(rest, 'latency', ['from', 'to']);
  const least = requireInteger(from, 'latency.from', 0, MOST_LATENCY_MS);
  return { from: least, to: requireInteger(to, 'latency.to', least, MOST_LATENCY_MS) };
}

/** A clock setting; what is not given stays. @throws ControlError */
export function readClock(value: unknown, now: ClockSetting): ClockSetting {
  const { at = now.at, frozen = now.frozen, ...rest } = objectOf(value, 'clock');
  rejectUnknown(rest, 'clock', ['at', 'frozen']);
  if (typeof frozen !== 'boolean') throw new ControlError({ frozen: 'must be true or false' });
  return { at: readTime(at, 'at'), frozen };
}

export function readTime(value: unknown, field: string): number {
  const time = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : value;
  if (typeof time === 'number' && Math.abs(time) <= 8.64e15) return Math.round(time);
  throw new ControlError({ [field]: 'must be a point in time, such as 2026-06-22T18:54:34.910Z' });
}

/** Milliseconds that a clock moves. @throws ControlError */
export function readMilliseconds(value: unknown): number {
  const { milliseconds, ...rest } = objectOf(value, 'advance');
  rejectUnknown(rest, 'advance', ['milliseconds']);
  return requireInteger(milliseconds, 'milliseconds', -8.64e15, 8.64e15);
}

/** @throws ControlError */
export function readRate(value: unknown): RateLimits {
  const { rateLimit, accountRateLimit, ...rest } = objectOf(value, 'rate limit');
  rejectUnknown(rest, 'rate limit', ['rateLimit', 'accountRateLimit']);
  const most = 1_000_000_000;
  return {
    rateLimit: requireInteger(rateLimit, 'rateLimit', 0, most),
    ...(accountRateLimit !== undefined && {
      accountRateLimit: requireInteger(accountRateLimit, 'accountRateLimit', 0, most),
    }),
  };
}

function objectOf(value: unknown, field: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ControlError({ [field]: 'must be an object' });
}

function rejectUnknown(rest: object, field: string, known: readonly string[]): void {
  const [name] = Object.keys(rest);
  if (name !== undefined) throw new ControlError({ [`${field}.${name}`]: `is unknown: there are ${known.join(', ')}` });
}

function requireInteger(value: unknown, field: string, least: number, most: number): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  throw new ControlError({ [field]: `must be a whole number from ${least} to ${most}` });
}

function shareOf(value: unknown, field: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new ControlError({ [field]: 'must be a number from 0 to 1' });
}

function operationOf(value: unknown, field: string): OperationId {
  if (typeof value === 'string' && Object.hasOwn(operations, value)) return value as OperationId;
  throw new ControlError({ [field]: `must be an operationId: ${listed(Object.keys(operations))}` });
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'number' ? value : JSON.stringify(value))).join(', ');
}
