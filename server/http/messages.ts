import type { IncomingMessage, ServerOptions, ServerResponse } from 'node:http';
import type { Express } from 'express';
import { http } from './node-http.ts';

/**
 * What makes Node's messages with the prototypes of an Express application from the start. Express gives them to each message that
 * comes, which makes it an object of another shape, that neither V8's code for Node nor that for us knows; a message that has them is
 * left as it is.
 */
export function messagesOf(app: Express): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  return {
    IncomingMessage: withPrototype(http.IncomingMessage, app.request),
    ServerResponse: withPrototype(http.ServerResponse, app.response),
  };
}

/** A class of Node's whose instances have another prototype, which is made for them. */
function withPrototype<C extends typeof IncomingMessage | typeof ServerResponse>(original: C, prototype: object): C {
  function Message(...args: unknown[]): object {
    return Reflect.construct(original, args, Message);
  }
  Message.prototype = prototype;
  return Message as unknown as C;
}
