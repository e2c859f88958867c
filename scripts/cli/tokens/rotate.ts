import type { Client } from '../../../client/index.ts';
import { calledAs } from '../../package/called.ts';
import { UsageError } from '../command.ts';
import { writeSecret } from '../files.ts';
import { type Access, calling } from './access.ts';

interface Values {
  finish?: boolean;
  undo?: boolean;
  status?: boolean;
  quiet?: string;
  credentialFile?: string;
}

const MORE = `Exit code: 0 the step is done, 1 it could not be done, or the old token is still used; 2 the command line is wrong.

Steps:
  1. rotate ID           a twin with the same name, account, modules and extensions; its credential is printed
     hand the credential over to whoever uses the old one
  2. rotate ID --finish  watches the old token stand still, disables it, deletes it
How far it is stands in the API itself, so each can be run again after an interruption, from anywhere.
rotate ID --undo takes back what is not deleted; rotate ID --status tells how far it is.`;

export default calling<Values>({
  about: 'Replaces a token by a twin with a new credential, in steps that can be resumed and undone.',
  example: 'rotate TKN-1671-0642 --credential-file erp.token',
  exitCodes: MORE,
  configure: (command) =>
    command
      .argument('<id>', 'of the token that goes, TKN-…')
      .option('--finish', 'the twin has been handed over')
      .option('--undo', 'enables the old token, deletes the twin')
      .option('--status', 'tells how far it is')
      .option('--quiet <seconds>', 'how long the old token must not be used (300)')
      .option('--credential-file <file>', 'gets the credential of the twin, and nobody else may read it'),
  check({ finish, undo, status, quiet, credentialFile }) {
    if ([finish, undo, status].filter(Boolean).length > 1) {
      throw new UsageError('Of --finish, --undo and --status only one can be asked for.');
    }
    if (quiet !== undefined && !finish) throw new UsageError('--quiet goes with --finish.');
    if (quiet !== undefined && !/^\d{1,5}$/.test(quiet))
      throw new UsageError('--quiet must be a whole number of seconds.');
    if (credentialFile !== undefined && (finish || undo || status)) {
      throw new UsageError('--credential-file goes with the first step.');
    }
  },
  async call(client, values, [id = '']) {
    const told = await work(client, values, id);
    console.log(values.json ? JSON.stringify({ id, ...told.result }) : told.text);
    return 0;
  },
});

interface Told {
  result: object;
  text: string;
}

async function work(client: Client, values: Values & Access, id: string): Promise<Told> {
  const { finishRotation, rotationOf, undoRotation } = await import('../../../client/credentials/index.ts');
  if (values.undo) {
    await undoRotation(client, id);
    return { result: { undone: true }, text: `${id} is as it was; its twin is deleted.` };
  }
  if (values.finish) {
    const seconds = Number(values.quiet ?? 300);
    console.error(`Watching ${id} for ${seconds} s.`);
    const onStep = (step: string) => console.error(`${id}: ${step}`);
    const twin = await finishRotation(client, id, { quietFor: seconds * 1000, onStep });
    return { result: { finished: true, twin: twin.id }, text: `${twin.id} has replaced ${id}.` };
  }
  if (!values.status) return begin(client, values, id);
  const { old, twin } = await rotationOf(client, id);
  const result = { status: old?.status ?? 'Deleted', lastAccessAt: old?.lastAccessAt, twin: twin?.id };
  const text = twin ? `${id} is ${result.status}; its twin is ${twin.id}.` : `No rotation of ${id} is under way.`;
  return { result, text };
}

async function begin(client: Client, { credentialFile, json }: Values & Access, id: string): Promise<Told> {
  const { beginRotation } = await import('../../../client/credentials/index.ts');
  const { twin } = await beginRotation(client, id);
  const next = `${twin.id} is there. Hand its credential over, then: ${calledAs('tokens', 'rotate')} ${id} --finish`;
  if (credentialFile === undefined) {
    if (!json) console.error(next);
    return { result: { twin: twin.id, token: twin.token }, text: twin.token };
  }
  await writeSecret(credentialFile, `${twin.token}\n`, '--credential-file');
  return { result: { twin: twin.id }, text: next };
}
