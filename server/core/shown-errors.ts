/** Path of a field (`modules[0].id`, `$` for the whole body) → what is wrong with it. */
export type FieldErrors = Record<string, string[]>;

const MOST_MESSAGES = 100;
const LONGEST_FIELD = 100;
const LONGEST_MESSAGE = 300;

/**
 * What an answer shows of field errors, so that it costs no more than the request: 100 messages of 300 characters, with
 * field paths of 100 [errors.bounded]. `hidden` is the number of messages that are left out.
 */
export function shownErrors(errors: FieldErrors): { errors: FieldErrors; hidden: number } {
  const all = Object.entries(errors).flatMap(([field, messages]) => messages.map((message) => ({ field, message })));
  const byField = Map.groupBy(all.slice(0, MOST_MESSAGES), ({ field }) => cut(field, LONGEST_FIELD));
  const shown = [...byField].map(([field, found]) => [
    field,
    found.map(({ message }) => cut(message, LONGEST_MESSAGE)),
  ]);
  return { errors: Object.fromEntries(shown), hidden: Math.max(0, all.length - MOST_MESSAGES) };
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
