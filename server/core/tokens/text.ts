import type { components } from '../../../generated/schema.ts';
import type { ProblemCode, Violation } from '../problems.ts';

type Texts = Pick<components['schemas']['ApiTokenCreate'], 'description' | 'icon' | 'extensions'>;

/**
 * JSON can carry lone surrogates, which are no Unicode text: a database would replace them silently. The fields that
 * have some.
 */
export function unstorableText({ description, icon, extensions }: Texts): Violation[] {
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
