import type { Response } from 'express';
import { contextOf } from './context.ts';
import { standingHeaders } from './standing-headers.ts';

/** What is sent, but for the headers that every answer has and those that steps have set. */
export interface Sent {
  status: number;
  headers?: Readonly<Record<string, string>> | undefined;
  body?: {
    mediaType: string;
    value: unknown;
    /** As JSON, where it has been written already. */
    text?: string | undefined;
  };
}

/**
 * Answers with JSON, or with nothing. It is written as one string with a head that is made at once, so that it goes to the socket in
 * one piece; Express's own `json` sets each header, makes a buffer, and looks for a fresh copy at the client.
 */
export function send(response: Response, { status, headers, body }: Sent): void {
  if (body === undefined) {
    response.writeHead(status, headOf(response, headers)).end();
    return;
  }
  const { mediaType, value, text = JSON.stringify(value) } = body;
  const head = headOf(response, headers);
  head.push('Content-Type', `${mediaType}; charset=utf-8`, 'Content-Length', String(Buffer.byteLength(text)));
  response.writeHead(status, head).end(text);
}

/** Names and values by turns, as Node writes them without looking at each again. */
export function headOf(response: Response, headers?: Readonly<Record<string, string>>): string[] {
  const head = [...standingHeaders];
  const { headers: before } = contextOf(response);
  for (const name in before) if (headers?.[name] === undefined) head.push(name, before[name] ?? '');
  for (const name in headers) head.push(name, headers[name] ?? '');
  return head;
}
