import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { TOKENS } from '../query.ts';
import type { Instance } from './instances.ts';

/** Nothing takes so long, whatever is gone. */
const HANGS_MS = 30_000;

/** What clients saw. */
export interface Seen {
  /** Name → id of what was answered as created. */
  created: Map<string, string>;
  /** Ids of what was answered as disabled. */
  disabled: Set<string>;
  /** Statuses that nobody should see then. */
  wrong: string[];
  answers: number;
  unavailable: number;
}

export interface Load {
  seen: Seen;
  /** Between these, 503 is what is expected. */
  outage(work: () => Promise<void>): Promise<void>;
  stop(): Promise<Seen>;
}

/** Clients that create, read, list and disable, each at whichever instance is there. */
export function startLoad(instances: readonly Instance[], credential: string, clients: number): Load {
  const seen: Seen = { created: new Map(), disabled: new Set(), wrong: [], answers: 0, unavailable: 0 };
  let outages = 0;
  let stopping = false;

  async function ask(method: string, path: string, as: string, headers: object = {}, body?: object, at?: Instance) {
    const wasOut = outages > 0;
    const { url } = at ?? instances[Math.floor(Math.random() * instances.length)] ?? { url: '' };
    try {
      const answer = await fetch(url + path, {
        method,
        headers: { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json', ...headers },
        signal: AbortSignal.timeout(HANGS_MS),
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      seen.answers += 1;
      if (answer.status === 503) seen.unavailable += 1;
      const mayBeOut = wasOut || outages > 0;
      if (answer.status >= 500 && !(answer.status === 503 && mayBeOut))
        seen.wrong.push(`${method} ${path}: ${answer.status} ${text}`);
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    } catch (error) {
      // An instance was killed; whoever does not answer at all is another matter.
      if ((error as Error).name === 'TimeoutError') seen.wrong.push(`${method} ${path}: no answer`);
      return undefined;
    }
  }

  async function create(): Promise<{ id: string; token: string } | undefined> {
    const name = `load ${randomUUID()}`;
    const key = { 'Idempotency-Key': randomUUID() };
    while (!stopping) {
      const answer = await ask('POST', TOKENS, credential, key, { name });
      if (answer?.status === 201) {
        const { id, token } = answer.body;
        const known = seen.created.get(name);
        if (known !== undefined && known !== id) seen.wrong.push(`${name} was created twice`);
        seen.created.set(name, id);
        return { id, token };
      }
      if (answer && ![409, 503].includes(answer.status)) seen.wrong.push(`create: ${answer.status}`);
      await delay(20);
    }
    return undefined;
  }

  async function revoke({ id, token }: { id: string; token: string }): Promise<void> {
    const answer = await ask('POST', `${TOKENS}/${id}/disable`, credential);
    if (answer?.status !== 200) return;
    seen.disabled.add(id);
    for (const at of instances) {
      const refused = await ask('GET', `${TOKENS}/${id}`, token, {}, undefined, at);
      if (refused && ![401, 503].includes(refused.status)) seen.wrong.push(`${id} is disabled, and was let in`);
    }
  }

  async function client(): Promise<void> {
    while (!stopping) {
      const made = await create();
      if (!made) return;
      const read = await ask('GET', `${TOKENS}/${made.id}`, credential);
      if (read && ![200, 503].includes(read.status)) seen.wrong.push(`${made.id} was created, and is ${read.status}`);
      await ask('GET', `${TOKENS}?limit=5&order=-audit.created.at`, credential);
      if (Math.random() < 0.5) await revoke(made);
    }
  }

  const running = Promise.all(Array.from({ length: clients }, client));
  return {
    seen,
    async outage(work) {
      outages += 1;
      try {
        await work();
      } finally {
        outages -= 1;
      }
    },
    async stop() {
      stopping = true;
      await running;
      return seen;
    },
  };
}
