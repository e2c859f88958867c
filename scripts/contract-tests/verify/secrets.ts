import { withoutCredentials } from '../../../server/core/credential.ts';

/** Shorter ones, such as the mock's, are no secrets, and would be found inside of words. */
const SHORTEST = 8;

/** The credentials that were given, of whatever form, and the environment variables that stand for them in what is printed. */
export class Secrets {
  readonly #variables: Readonly<Record<string, string>>;

  /** @param variables Credentials by the names of their variables. */
  constructor(variables: Readonly<Record<string, string>>) {
    this.#variables = variables;
  }

  /** The variable that stands for a credential; undefined where it is no secret. */
  variableOf(credential: string): string | undefined {
    const given = Object.entries(this.#variables).find(([, value]) => value === credential);
    if (given) return given[0];
    const [, id] = /^idt:(TKN[-\d]+):/.exec(credential) ?? [];
    return id && `CREDENTIAL_OF_${id.replaceAll('-', '_')}`;
  }

  /** A text that is about to be shown, without credentials: those given, and whatever looks like one. */
  hideIn(text: string): string {
    const given = Object.values(this.#variables).filter((value) => value.length >= SHORTEST);
    const spellings = given.flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
    return withoutCredentials(spellings.reduce((rest, value) => rest.replaceAll(value, '[credential]'), text));
  }
}
