import { sensitiveProperties } from '../../../generated/fields.ts';
import { document } from '../judge/document.ts';
import type { HarHeader } from './har.ts';

/** What people and programs write in place of a credential, as whole words. */
const WORDS = [
  'redacted|masked|removed|hidden|sanitized|sanitised|filtered|omitted|censored|obfuscated|scrubbed|stripped|replaced',
  'deleted|secret|token|credential|api[-_]?key|password',
].join('|');

/** Or characters that no credential has, or nothing but one sign again and again. */
const MASK = new RegExp(`[*<>()[\\]{}]|[^\\x20-\\x7e]|^([x.#_-])\\1{2,}$|(?<![a-z\\d])(?:${WORDS})(?![a-z\\d])`, 'i');

/** Whether a recording shows something in place of a credential. */
export function isMasked(credential: string): boolean {
  return MASK.test(credential);
}

/** How a request shows its credential. */
export function credentialIn(headers: readonly HarHeader[]): 'shown' | 'masked' | 'absent' {
  const value = headers.find(({ name }) => name.toLowerCase() === 'authorization')?.value ?? '';
  const credential = value.replace(/^\s*bearer(?!\S)/i, '').trim();
  if (credential === '') return 'absent';
  return isMasked(credential) ? 'masked' : 'shown';
}

const [EXAMPLE] = document.components.schemas.Credential.examples;

/**
 * A body whose masked credentials are the contract's example of one, so that what stands for them is not judged; in JSON
 * or in JSON Lines. All else stays as it is.
 */
export function withoutMasks(body: Buffer): Buffer {
  const text = body.toString('utf8');
  const shown = unmasked(text) ?? text.split('\n').map((line) => unmasked(line) ?? line);
  const joined = typeof shown === 'string' ? shown : shown.join('\n');
  return joined === text ? body : Buffer.from(joined);
}

/** undefined where it is no JSON. */
function unmasked(text: string): string | undefined {
  let masks = 0;
  try {
    const value = JSON.parse(text, (name, inner: unknown) => {
      const isMask = isSensitive(name) && typeof inner === 'string' && isMasked(inner);
      if (isMask) masks += 1;
      return isMask ? EXAMPLE : inner;
    });
    return masks === 0 ? text : JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function isSensitive(name: string): boolean {
  return (sensitiveProperties as readonly string[]).includes(name);
}
