import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { operations } from '../../generated/operations.ts';
import { ProblemError } from '../core/problems.ts';

const warm = new WeakSet<RequestHandler[]>();

/**
 * Sends one request to each operation through the validation alone. The validator reads the contract and compiles its
 * schemas at first use; so that happens at the start, and a contract it cannot read stops the start.
 * @throws what the validator says of the contract.
 */
export async function warmUp(validation: RequestHandler[]): Promise<void> {
  if (warm.has(validation)) return;
  const failures: unknown[] = [];
  const note: ErrorRequestHandler = (error, _request, response, _next) => {
    if (!isAboutTheMessage(error)) failures.push(error);
    response.end();
  };
  const app = express().use(express.json(), validation, answerNothing, note);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const { method, path, body } of Object.values(operations)) {
    const payload = body ? { body: '{}', headers: { 'Content-Type': 'application/json' } } : {};
    await fetch(origin + path.replaceAll(/[{}]/g, ''), { method, ...payload });
  }
  server.close();
  server.closeAllConnections();
  if (failures.length > 0) throw new AggregateError(failures, 'The contract cannot be validated against.');
  warm.add(validation);
}

const answerNothing: RequestHandler = (_request, response) => void response.json({});

function isAboutTheMessage(error: unknown): boolean {
  return error instanceof ProblemError || (error as { errors?: unknown }).errors !== undefined;
}
