import { IS_PACKAGE } from '../package/here.ts';
import type { Commands } from './command.ts';

/** What there is, in the order of the list. Each is loaded when it is asked for. */
export const COMMANDS: Commands = {
  serve: { summary: 'the API, with an embedded database and sample data', load: () => import('./serve.ts') },
  mock: { summary: 'a mock that answers with the examples of the contract', load: () => import('./mock.ts') },
  proxy: { summary: 'checks each exchange between your client and your server', load: () => import('./proxy.ts') },
  verify: { summary: 'checks a deployment against the contract', load: () => import('./verify.ts') },
  har: { summary: 'checks recorded traffic against the contract', load: () => import('./har.ts') },
  workflows: { summary: 'does what consumers do, step by step', load: () => import('./workflows.ts') },
  coverage: {
    summary: 'what of the contract the last test run exercised',
    load: () => import('./coverage.ts'),
  },
  spec: { summary: 'prints or writes the contract, in any of its forms', load: () => import('./spec.ts') },
  diff: { summary: 'what changed between two contracts, and whom it breaks', load: () => import('./diff.ts') },
  tokens: { summary: 'lists, creates, changes and rotates tokens', load: () => import('./tokens/index.ts') },
  keys: { summary: 'the keys that a server encrypts credentials with', load: () => import('./keys.ts') },
  accounts: { summary: "the modules that an account's tokens may be given", load: () => import('./accounts.ts') },
  audit: { summary: 'who did what to which token', load: () => import('./audit.ts') },
  backup: { summary: 'copies the embedded database while it is in use', load: () => import('./backup.ts') },
  restore: { summary: 'puts a copy of the embedded database in its place', load: () => import('./restore.ts') },
  move: { summary: 'moves the embedded database to PostgreSQL', load: () => import('./move.ts') },
  completion: { summary: 'completion for bash, zsh and fish', load: () => import('./completion.ts') },
  ...(!IS_PACKAGE && {
    release: { summary: 'whether the contract may go on', load: () => import('./release.ts'), isHidden: true },
  }),
};
