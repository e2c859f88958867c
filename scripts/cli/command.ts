import { Command, CommanderError } from 'commander';
import { calledAs } from '../package/called.ts';
import type { Tools } from '../package/tools.ts';
import { bold } from './colour.ts';

/** The command line is wrong; the message names the word and what is expected. */
export class UsageError extends Error {}

/** A subcommand: light to load, because its help and the completion of a shell ask for it too. */
export interface Subcommand<V extends object = object> {
  /** Which packages it takes, beyond those of the client. */
  needs?: Tools;
  /** Says what it does, with its arguments and options and an example. */
  configure(command: Command): Command;
  /**
   * Does its work, and answers with the exit code. What it works with is loaded here.
   * @param values The options, in camel case.
   * @param words The arguments.
   * @throws UsageError
   */
  run(values: V, words: readonly string[]): Promise<number>;
}

/** A name for others: `keys`, of `keys list` and `keys add`. */
export interface Group {
  /** What is told before the list of its subcommands, and after it. */
  about: string;
  after?: string;
  commands: Commands;
}

export type Commands = Readonly<Record<string, Entry>>;

export interface Entry {
  /** A line of the list. */
  summary: string;
  load(): Promise<{ default: Subcommand | Group }>;
  /** It is for the repository, and not in the list. */
  isHidden?: true;
}

/** A subcommand whose options have types; the command line gives them by name only. */
export function subcommand<V extends object>(definition: Subcommand<V>): Subcommand {
  return definition as Subcommand<object>;
}

/** A command of the library as all of ours are: nothing is written or ended by it. */
export function newCommand(path: readonly string[]): Command {
  return new Command(calledAs(...path))
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} })
    .configureHelp({ styleTitle: bold, sortSubcommands: false })
    .helpOption('-h, --help', 'tells this');
}

export interface Parsed<V extends object> {
  values: V;
  words: string[];
}

/** Help was asked for, which is nothing wrong. */
export class HelpWanted extends Error {}

/**
 * Reads a command line.
 * @throws UsageError, HelpWanted
 */
export function parse<V extends object>(command: Command, words: readonly string[]): Parsed<V> {
  try {
    command.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new HelpWanted();
    throw new UsageError(told(error.message));
  }
  return { values: command.opts<V>(), words: command.args };
}

/** Whatever looks like a credential, cut short or not. */
const CREDENTIAL = /idt:[\w.:%~-]*/gi;

/** As a sentence of ours; a value that stands with an unknown option may be a secret. */
function told(message: string): string {
  const text = message.replace(/^error: /, '').replace(/(unknown option '[^'=]*)=[^']*'/, "$1'");
  return (text.charAt(0).toUpperCase() + text.slice(1)).replaceAll(CREDENTIAL, '[credential]');
}

/** Reads the words of one subcommand alone. */
export function readWords<V extends object>(definition: Subcommand, words: readonly string[]): Parsed<V> {
  return parse<V>(definition.configure(newCommand([])), words);
}
