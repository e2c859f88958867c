import { writeSecret } from '../files.ts';
import { calling } from './access.ts';
import { withoutToken } from './shown.ts';

interface Values {
  account?: string;
  description?: string;
  module?: string[];
  credentialFile?: string;
}

export default calling<Values>({
  about: 'Creates a token and prints its credential; or its id, where the credential goes into a file.',
  example: "create 'ERP connector' --module MOD-1756 --credential-file erp.token",
  configure: (command) =>
    command
      .argument('<name>')
      .option('--account <id>', "ACC-…; that of the caller's token unless given")
      .option('--description <text>')
      .option('--module <ids...>', 'what it may use, MOD-…; nothing unless given')
      .option('--credential-file <file>', 'gets the credential, and nobody else may read it'),
  async call(client, { account, description, module: modules = [], credentialFile, json }, [name = '']) {
    const token = await client.createApiToken({
      name,
      modules: modules.map((id) => ({ id })),
      ...(account !== undefined && { account: { id: account } }),
      ...(description !== undefined && { description }),
    });
    if (credentialFile !== undefined) await writeSecret(credentialFile, `${token.token}\n`, '--credential-file');
    if (json) console.log(JSON.stringify(credentialFile === undefined ? token : withoutToken(token), null, 2));
    else console.log(credentialFile === undefined ? token.token : token.id);
    return 0;
  },
});
