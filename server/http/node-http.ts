/**
 * Node's `http` without what `fetch` is made of. An import reads every name that a module has; of this one, `WebSocket` and its like,
 * for which Node loads a whole client: memory that nothing here needs, and a part of each start.
 */
export const http = process.getBuiltinModule('node:http');
