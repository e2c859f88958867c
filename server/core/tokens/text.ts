import { exactPatterns, expectations } from '../../../generated/expectations.ts';
import type { components } from '../../../generated/schema.ts';
import type { ProblemCode, Violation } from '../problems.ts';

type Texts = Partial<Pick<components['schemas']['ApiTokenCreate'], 'name' | 'description' | 'icon' | 'extensions'>>;

const NAME = new RegExp(exactPatterns.name ?? '', 'u');

/** The texts of a body that break a rule which its schema cannot say to every program. */
export function invalidTexts(texts: Texts): Violation[] {
  return [...invalidName(texts), ...unstorableText(texts)];
}

/** Letters and digits are those of Unicode, which not every regular expression engine knows [token.name]. */
function invalidName({ name }: Texts): Violation[] {
  if (name === undefined || NAME.test(name)) return [];
  return [{ field: 'name', code: 'name.invalid', message: `must be ${expectations.name}` }];
}

/**
 * JSON can carry lone surrogates, which are no Unicode text: a database would replace them silently. The fields that
 * have some.
 */
function unstorableText({ description, icon, extensions }: Texts): Violation[] {
  const texts: [string, ProblemCode, string | null | undefined][] = [
    ['description', 'description.invalid', description],
    ['icon', 'icon.invalid', icon],
    ...(extensions ?? []).map(({ id }, index): [string, ProblemCode, string] => {
      return [`extensions[${index}].id`, 'extensions.invalid', id];
    }),
  ];
  const broken = texts.filter(([, , text]) => text?.isWellFormed() === false);
  return broken.map(([field, code]) => ({ field, code, message: 'must be Unicode text, without lone surrogates' }));
}
