import type { Client } from '../client.ts';
import { sleep } from '../clock.ts';
import { ApiProblem } from '../errors.ts';
import { rql } from '../rql.ts';
import type { Item } from '../types.ts';

type Token = Item<'apiTokens'>;

/** What a rotation asks the API for. The credential of this client must be none of the two tokens': one of them stops. */
export type RotatingClient = Pick<
  Client,
  | 'createApiToken'
  | 'deleteApiToken'
  | 'disableApiToken'
  | 'enableApiToken'
  | 'getApiToken'
  | 'listApiTokens'
  | 'updateApiToken'
>;

/** How far a rotation is, as the API itself shows it: nothing has to be kept anywhere else. */
export interface Rotation {
  /** The token that goes; undefined when it is deleted. */
  old: Token | undefined;
  /** The one that comes; undefined before the first step. Its `token` is what is handed over. */
  twin: Token | undefined;
}

export interface FinishOptions {
  /** How long the old token must not have been used, in milliseconds: its `lastAccessAt` moves once a minute at most. 5 minutes unless given. */
  quietFor?: number;
  signal?: AbortSignal;
  /** Is told of each step when it is done. */
  onStep?: (step: 'quiet' | 'disabled' | 'deleted' | 'finished') => void;
}

/** The old token was used while it should have been quiet: its credential was not handed over everywhere. */
export class StillUsed extends Error {
  readonly lastAccessAt: string | undefined;

  constructor(id: string, lastAccessAt: string | undefined) {
    super(`${id} is still used, at ${lastAccessAt}: its twin was not handed over everywhere.`);
    this.name = 'StillUsed';
    this.lastAccessAt = lastAccessAt;
  }
}

const QUIET = 300_000;
const LONGEST_DESCRIPTION = 2000;

/** Ends the description of a twin until the rotation is finished, so that a rotation that was interrupted is found again. */
const markOf = (id: string) => ` [replaces ${id}]`;

/** How far the rotation of a token is. Rejects as the operations do. */
export async function rotationOf(client: RotatingClient, id: string): Promise<Rotation> {
  const filter = rql.and(
    rql.like('description', `*${rql.escapeLike(markOf(id))}`),
    rql.in('status', ['Active', 'Disabled']),
  );
  const [old, { data }] = await Promise.all([find(client, id), client.listApiTokens({ filter, limit: 1 })]);
  return { old, twin: data[0] };
}

/**
 * The first step: a twin with the name, account, modules, extensions and icon of the token. Where there is one already, from a
 * run that was interrupted, it is that one.
 * @throws RangeError where there is no such token that is Active or Disabled.
 */
export async function beginRotation(client: RotatingClient, id: string): Promise<Rotation & { twin: Token }> {
  const { old, twin } = await rotationOf(client, id);
  if (twin) return { old, twin };
  if (!old) throw new RangeError(`There is no token ${id} to rotate.`);
  const { name, account, modules, extensions, icon, description = '' } = old;
  const mark = markOf(id);
  const created = await client.createApiToken({
    name,
    account: { id: account.id },
    modules: modules.map((module) => ({ id: module.id })),
    description: description.slice(0, LONGEST_DESCRIPTION - mark.length) + mark,
    ...(extensions && { extensions }),
    ...(icon !== undefined && { icon }),
  });
  return { old, twin: created };
}

/**
 * The other steps, when the twin has been handed over: watches the old token stand still, disables it, deletes it. Whatever
 * is done already is not done again. Aborting ends it between two steps; call it again, or `undoRotation`.
 * @throws RangeError where no rotation was begun; StillUsed, with nothing changed.
 */
export async function finishRotation(client: RotatingClient, id: string, options: FinishOptions = {}): Promise<Token> {
  const { quietFor = QUIET, signal, onStep = () => {} } = options;
  const { old, twin } = await rotationOf(client, id);
  if (!twin) throw new RangeError(`No rotation of ${id} was begun.`);
  if (old?.status === 'Active') {
    await sleep(quietFor, signal);
    const { lastAccessAt } = await client.getApiToken(id);
    if (lastAccessAt !== old.lastAccessAt) throw new StillUsed(id, lastAccessAt);
    onStep('quiet');
    await client.disableApiToken(id);
    onStep('disabled');
  }
  signal?.throwIfAborted();
  if (old) {
    await client.deleteApiToken(id);
    onStep('deleted');
  }
  signal?.throwIfAborted();
  const description = (twin.description ?? '').slice(0, -markOf(id).length);
  const finished = await client.updateApiToken(twin.id, { description: description || null });
  onStep('finished');
  return finished;
}

/**
 * Takes a rotation back, however far it is: the old token is enabled again, its twin is deleted.
 * @throws RangeError where the old token is deleted, which nothing takes back.
 */
export async function undoRotation(client: RotatingClient, id: string): Promise<void> {
  const { old, twin } = await rotationOf(client, id);
  if (!old) throw new RangeError(`${id} is deleted: nothing brings it back.`);
  if (!twin) return;
  if (old.status === 'Disabled') await client.enableApiToken(id);
  await client.deleteApiToken(twin.id);
}

/** Undefined for one that is deleted, or that there never was. */
async function find(client: RotatingClient, id: string): Promise<Token | undefined> {
  try {
    const token = await client.getApiToken(id);
    return token.status === 'Deleted' ? undefined : token;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return undefined;
    throw problem;
  }
}
