import { type OperationId, operations } from '../../../generated/operations.ts';
import { asksForStream } from '../../../server/core/stream/format.ts';
import { document, operationOf, pathTemplate } from './document.ts';
import type { Exchange } from './exchange.ts';
import { findings, isUnavailable } from './findings.ts';
import { createPrismValidation } from './prism.ts';
import { queryFindings, queryOf, readBodyOf } from './request.ts';

/** What is said of an exchange: nothing where the contract does not have its path, else what it breaks, possibly nothing. */
export type Verdict = { judged: false } | { judged: true; operation?: OperationId; findings: string[] };

export type Judge = (exchange: Exchange) => Promise<Verdict>;

/**
 * Judges the server by an exchange: an answer that breaks the contract, and a success for a request that breaks it. A
 * wrong request that got a declared error is as it should be: a test asked for it. Two validators look at each answer,
 * Prism and `findings`; where the second one says what is wrong, Prism does not say it again.
 */
export async function createJudge(): Promise<Judge> {
  const validate = await createPrismValidation(document);
  return async (exchange) => {
    if (!pathTemplate(exchange.target) || isPreflight(exchange)) return { judged: false };
    const operation = operationOf(exchange.method, exchange.target);
    if (!operation) return { judged: true, findings: otherMethod(exchange) };
    const prism = await validate(operation, exchange);
    const second = secondFindings(exchange);
    // Prism knows declared statuses only.
    const found = second.length > 0 || isUnavailable(exchange.response) ? second : prism.response;
    const { status } = exchange.response;
    const wrong = status >= 200 && status < 300 ? [...requestFindings(operation, exchange), ...prism.request] : [];
    const told = wrong.slice(0, 1).map((what) => `a ${status} for a request that breaks the contract: ${what}`);
    return { judged: true, operation, findings: [...told, ...found] };
  };
}

function isPreflight({ method, request }: Exchange): boolean {
  return method === 'OPTIONS' && request.headers.has('access-control-request-method');
}

function otherMethod(exchange: Exchange): string[] {
  const { method, response } = exchange;
  const isSuccess = response.status < 300 && method !== 'OPTIONS';
  const told = isSuccess ? [`a ${response.status} for a method that the path does not have; expected 405`] : [];
  return [...told, ...secondFindings(exchange)];
}

function secondFindings({ method, target, response: { status, headers, body, unread } }: Exchange): string[] {
  const text = body && Buffer.from(body).toString('utf8');
  return findings(method, target, {
    status,
    headers,
    text,
    body: text === undefined ? undefined : parsed(text),
    unread,
  });
}

function requestFindings(operation: OperationId, { target, request }: Exchange): string[] {
  const { fault } = readBodyOf(operation, request);
  const hasCredential = /^bearer +\S/i.test(request.headers.get('authorization') ?? '');
  return [
    ...(operations[operation].secured && !hasCredential ? ['it has no bearer credential'] : []),
    ...(fault ? [fault] : []),
    ...queryFindings(operation, queryOf(target), asksForStream(request.headers.get('mpt-streaming') ?? undefined)),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
