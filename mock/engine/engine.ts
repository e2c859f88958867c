import type { OperationId } from '../../generated/operations.ts';
import { boundsCheck } from '../../server/core/array-bounds.ts';
import type { OpenApiDocument } from '../../server/core/operations.ts';
import { ProblemError } from '../../server/core/problems.ts';
import { QueryError } from '../../server/core/query/query-error.ts';
import { queryProblem } from '../../server/core/query/query-problem.ts';
import type { Seed } from '../../server/seed/seed.ts';
import { preflight } from '../preflight.ts';
import { type Asked, askedOf } from './asked.ts';
import { checksOf } from './checks.ts';
import { PERMISSION, STATE_HEADER } from './cors.ts';
import { type DeclaredAnswer, declaredAnswers, exampleOf } from './declared.ts';
import { begun, ended } from './entry.ts';
import type { SandboxAnswer, SandboxRequest } from './exchange.ts';
import { firstData } from './first-data.ts';
import { BrokenContract, checkAnswer } from './form.ts';
import { Journal } from './journal.ts';
import { answerOperation } from './operation.ts';
import { readPrefer } from './prefer.ts';
import { exampleReply, problemReply, type Reply } from './reply.ts';
import { type Answer, sent } from './sent.ts';
import type { StandIn } from './stand-in.ts';
import type { StateOptions, StateSettings } from './state.ts';
import { DEFAULT_STATE, States } from './states.ts';

export interface EngineOptions extends Partial<StateSettings> {
  document: OpenApiDocument;
  seed: Seed;
  /** Whether the tokens that the contract has as examples are there too; they are unless told otherwise. */
  examples?: boolean;
  /** In bytes; 256 KiB unless given. */
  bodyLimit?: number;
  /** Whether a bearer token that is no credential acts as an Operations token; it does unless told otherwise. */
  anyBearer?: boolean;
  /** Keeps the data of a state; Maps unless given. */
  newStore?: StateOptions['newStore'];
  /** Told of what the sandbox does wrong itself. */
  onFailure(error: unknown): void;
}

/** The API in memory, for any host that brings requests to it. */
export interface Engine {
  /** Never rejects. */
  handle(request: SandboxRequest): Promise<SandboxAnswer>;
  states: States;
  journal: Journal;
  declared: Record<OperationId, DeclaredAnswer[]>;
  /** Token id → credential, of the seed. */
  credentials: Readonly<Record<string, string>>;
  standIn: StandIn | undefined;
  close(): Promise<void>;
}

const BODY_LIMIT = 256 * 1024;

/** What takes the place of an answer: the connection is cut. */
class Cut extends Error {}

export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { document, seed, examples = true, anyBearer = true, onFailure } = options;
  const { bodyLimit = BODY_LIMIT, rateLimit = 0, newStore } = options;
  const { tables, credentials, actor } = await firstData(seed, examples ? document : undefined);
  const standIn = anyBearer && actor !== undefined ? { id: actor, credential: credentials[actor] ?? '' } : undefined;
  const declared = declaredAnswers(document);
  const journal = new Journal();
  const states = new States({
    document,
    initial: tables,
    settings: { ...options, rateLimit },
    newStore,
    standIn,
    onFailure,
  });
  const checks = checksOf({ bodyLimit, checkBounds: boundsCheck(document), standIn, instead });

  /** The answer that `Prefer` asks for, that was set for this request, or that comes by chance. */
  async function instead(asked: Asked): Promise<Reply | undefined> {
    const { operation, state, request } = asked;
    if (!operation) return undefined;
    const answers = declared[operation];
    await wait(state.faults.latencyOf(operation), request.signal);
    const preference = readPrefer(request.headers.prefer, operation, answers);
    if (preference) {
      asked.because = 'prefer';
      const { status, example } = preference;
      const applied = `code=${status}${example === undefined ? '' : `, example=${example}`}`;
      const reply = exampled(asked, status, example);
      return { ...reply, headers: { ...reply.headers, 'Preference-Applied': applied } };
    }
    const fault = state.faults.take(operation, (status) => answers.some((one) => one.status === status));
    if (!fault) return undefined;
    asked.because = fault.because;
    if (fault.status === 'cut') throw new Cut();
    return exampled(asked, fault.status, fault.example);
  }

  function exampled(asked: Asked, status: number, name: string | undefined): Reply {
    const found = asked.operation && exampleOf(declared[asked.operation], status, name);
    if (!found) throw new BrokenContract(asked.operation ?? 'getOpenApi', `The status ${status}`);
    return exampleReply(found.answer, found.example, asked);
  }

  async function replyTo(asked: Asked): Promise<Reply> {
    for (const check of checks) {
      const reply = await check(asked);
      if (reply) return reply;
    }
    return answerOperation(asked, declared);
  }

  /** What is wrong with the request, as an answer; whatever else fails, fails. */
  async function outcomeOf(asked: Asked): Promise<Reply> {
    try {
      return await replyTo(asked);
    } catch (error) {
      const problem = error instanceof QueryError ? queryProblem(error) : error;
      if (problem instanceof ProblemError) return problemReply(problem, asked.traceId, asked.path);
      throw error;
    }
  }

  async function handle(request: SandboxRequest): Promise<SandboxAnswer> {
    const permission = preflight(request);
    if (permission) return { status: 204, headers: { ...PERMISSION, ...permission } };
    const start = performance.now();
    const asked = askedOf(request, states.of(stateOf(request)));
    const entry = begun(request, asked.state.name);
    const tell = (error: unknown) => {
      if (request.signal?.aborted) return;
      entry.broken = error instanceof Error ? error.message : String(error);
      onFailure(error);
    };
    const answer = await answerTo(asked, tell);
    journal.write({
      ...entry,
      ...ended(asked, answer),
      durationMs: performance.now() - start,
    });
    return answer.sent;
  }

  async function answerTo(asked: Asked, tell: (error: unknown) => void): Promise<Answer> {
    const { operation, traceId, path, request } = asked;
    try {
      const reply = await outcomeOf(asked);
      if (operation && reply.status < 500 && !reply.stream) checkAnswer(operation, reply.status, reply.body);
      return await sent(reply, asked, { standIn, tell });
    } catch (error) {
      // Who has left is answered nothing, and what ended with it is no failure.
      if (error instanceof Cut || request.signal?.aborted) return { sent: 'cut', code: undefined, rule: undefined };
      tell(error);
      return sent(problemReply(new ProblemError(500), traceId, path), asked, { standIn, tell });
    }
  }

  return {
    handle,
    states,
    journal,
    declared,
    credentials,
    standIn,
    close: () => states.close(),
  };
}

function stateOf({ headers }: SandboxRequest): string {
  return headers[STATE_HEADER.toLowerCase()]?.trim() || DEFAULT_STATE;
}

/** @param signal Ends it. */
function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (milliseconds <= 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
