import { type Commands, type Entry, type Group, subcommand } from './command.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { BY_HAND, STEPS } from './keys-words.ts';

interface Values {
  json?: boolean;
}

type Name = 'list' | 'add' | 'use' | 'rotate' | 'drop';

/** @param what The whole sentence of its help. */
function entry(name: Name, summary: string, what: string, takes?: 'id'): Entry {
  const definition = subcommand<Values>({
    needs: 'server',
    configure(command) {
      command.description(what);
      if (takes) command.argument('<id>', 'of a key, as list shows it');
      if (name === 'list') command.option('--json', 'as JSON');
      const example = `marketplace-api-tokens keys ${name}${takes ? ' 2026-11' : ''}`;
      return command.addHelpText('after', `\nExample:\n  $ ${example}\n\n${EXIT_CODES}`);
    },
    async run({ json = false }, [id = '']) {
      const { WORK } = await import('./keys-work.ts');
      console.log(name === 'list' ? await WORK.list(json) : await WORK[name](id));
      return 0;
    },
  });
  return { summary, load: async () => ({ default: definition }) };
}

const commands: Commands = {
  list: entry('list', 'shows the keys', 'Shows the keys, which one encrypts, and which ones credentials are under.'),
  add: entry('add', 'adds a new key', 'Adds a new key that is accepted and does not encrypt yet.'),
  use: entry('use', 'makes a key the one that encrypts', 'Makes a key the one that encrypts.', 'id'),
  rotate: entry(
    'rotate',
    'puts every credential under it',
    'Puts every credential under the key that encrypts, while servers run or not.',
  ),
  drop: entry('drop', 'takes out a key', 'Takes out a key that no credential is under any more.', 'id'),
};

export default {
  about:
    'The keys that a server encrypts credentials with, in the key file that the environment names as for the server.',
  after: `${STEPS}\n\n${BY_HAND}\n\n${EXIT_CODES}`,
  commands,
} satisfies Group;
