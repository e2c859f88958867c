// Derived from spec/ by `npm run generate`. Do not edit.

/** What may be sent, in words, by the path of the property. */
export const expectations: Readonly<Record<string, string>> = {
  "name": "1 to 200 letters, digits, spaces, and the characters - . ' \"",
  "description": "up to 2,000 characters, none of them NUL",
  "icon": "up to 2,048 characters, none of them NUL",
  "extensions[].id": "1 to 200 characters, none of them NUL",
};

/** The whole rule of a text whose `pattern` says less, for the `u` flag of ECMAScript, by the path of the property. */
export const exactPatterns: Readonly<Record<string, string>> = {
  "name": "^[\\p{L}\\p{Nd} .'\"-]+$",
};
