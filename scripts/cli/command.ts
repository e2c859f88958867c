/** The words after an operator's command. */
export type Arguments = readonly string[];

/** What a command does, and the sentence to print. Undefined where its words are off. */
export type Command = (words: Arguments) => Promise<string> | undefined;

/** Runs the command that the command line names: exit code 2 and the usage for wrong words, 1 for a failure. */
export async function runCommand(commands: Readonly<Record<string, Command>>, usage: string): Promise<void> {
  const [name = '', ...words] = process.argv.slice(2);
  const result = Object.hasOwn(commands, name) ? commands[name]?.(words) : undefined;
  if (!result) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  try {
    console.log(await result);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
