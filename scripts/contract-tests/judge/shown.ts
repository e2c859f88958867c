/**
 * A text that somebody else wrote, for a line of a terminal: a control character could move the cursor, change colours
 * and titles or begin a line of its own, and one that turns the direction could show another text than there is. Each
 * is shown as JSON escapes it, such as `\u001b`.
 */
export function shown(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
