import type { components } from '../../../generated/schema.ts';
import type { FieldErrors } from '../problems.ts';

type Texts = Pick<components['schemas']['ApiTokenCreate'], 'description' | 'icon' | 'extensions'>;

/**
 * JSON can carry lone surrogates, which are no Unicode text: a database would replace them silently. The fields that
 * have some.
 */
export function unstorableText({ description, icon, extensions }: Texts): FieldErrors {
  const texts: [string, string | null | undefined][] = [
    ['description', description],
    ['icon', icon],
    ...(extensions ?? []).map(({ id }, index): [string, string] => [`extensions[${index}].id`, id]),
  ];
  const broken = texts.filter(([, text]) => text?.isWellFormed() === false);
  return Object.fromEntries(broken.map(([path]) => [path, ['must be Unicode text, without lone surrogates']]));
}
