import { parentPort, workerData } from 'node:worker_threads';
import { type Changes, createChanges } from '../core/changes.ts';
import { steady } from '../core/steady-clock.ts';
import { Keyring } from '../secrets/keyring.ts';
import { openStoreAgain } from '../store/index.ts';
import { errorData } from './failures.ts';
import {
  type Asked,
  type Change,
  type FromWriter,
  type Outcome,
  requestOf,
  resultData,
  type ThreadData,
  type ToWriter,
} from './messages.ts';

const { files, keys, tokensPerAccount, begun } = workerData as ThreadData;

/** The main thread's clock as far as it has been told: where the machine's is set back, that goes on from where it was. */
let told = 0;
const clock = steady(() => Math.max(Date.now(), told));
let opened: ReturnType<typeof open> | undefined;
const outcomes: Outcome[] = [];

parentPort?.on('message', (message: ToWriter) => {
  if (message === 'finish') return void finish();
  told = message.now;
  begun[0] = 1;
  for (const asked of message.asked) void perform(asked);
});

function open() {
  const store = openStoreAgain(files);
  return { store, changes: createChanges({ store, vault: new Keyring(keys), clock, tokensPerAccount }) };
}

async function perform({ id, ...change }: Asked): Promise<void> {
  try {
    opened ??= open();
    tell({ id, result: await make(change, opened.changes) });
  } catch (error) {
    tell({ id, failure: errorData(error) });
  }
}

async function make(change: Change, { handlers, touch }: Changes): Promise<unknown> {
  if ('uses' in change) return touch(change.uses);
  const handler = handlers[change.operation] as (request: object) => Promise<unknown>;
  return resultData(await handler(requestOf(change.request)));
}

/** Together with those that come of the same commit. */
function tell(outcome: Outcome): void {
  outcomes.push(outcome);
  if (outcomes.length === 1) setImmediate(() => post(outcomes.splice(0)));
}

async function finish(): Promise<void> {
  await opened?.store.close();
  post('finished');
}

function post(message: FromWriter): void {
  parentPort?.postMessage(message);
}
