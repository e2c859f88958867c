import { text } from 'node:stream/consumers';
import { UsageError } from '../command.ts';
import { readText } from '../files.ts';
import { calling } from './access.ts';
import { plain, withoutToken } from './shown.ts';

export default calling<{ file?: string }>({
  about:
    'Disables the token of a credential that was found where it should not be, and tells who made it. The credential is read from the standard input, or a file.',
  example: 'leaked < found.txt',
  exitCodes: 'Exit code: 0 it is stopped, 1 no token has it, or it could not be done, 2 the command line is wrong.',
  configure: (command) => command.option('--file <file>', 'holds the credential'),
  async call(client, { file, json }) {
    const credential = (file === undefined ? await text(process.stdin) : await readText(file, '--file')).trim();
    if (!/^idt:[\x21-\x7e]+$/.test(credential))
      throw new UsageError('Expected one credential, idt:TKN-…, and nothing else.');
    const { stopLeaked } = await import('../../../client/credentials/index.ts');
    const found = await stopLeaked(client, credential);
    if (!found) {
      console.error('No token that you may see has this credential.');
      return 1;
    }
    const { token, disabled, by, of } = found;
    if (json) console.log(JSON.stringify({ ...found, token: withoutToken(token) }, null, 2));
    else {
      const maker = by ? `${by.id} (${plain(by.name ?? '')}) of ${of?.id} (${plain(of?.name ?? '')})` : 'an operator';
      console.log(
        `${token.id} (${plain(token.name ?? '')}) of ${token.account?.id} ${disabled ? 'is disabled now' : `was ${token.status} already`}.`,
      );
      console.log(`Made by ${maker} at ${token.audit?.created?.at}; last used ${token.lastAccessAt ?? 'never'}.`);
    }
    return 0;
  },
});
