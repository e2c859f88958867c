import { expect, test } from 'vitest';
import { shown } from './shown.ts';

test.each([
  ['\u001b[2J\u001b]0;title\u0007', '\\u001b[2J\\u001b]0;title\\u0007'],
  ['one\r\nVIOLATION two\ttwo', 'one\\u000d\\u000aVIOLATION two\\u0009two'],
  ['\u0000\u007f\u009b31m', '\\u0000\\u007f\\u009b31m'],
  ['\u2028\u2029\u202egnp.exe\u2066\u200f', '\\u2028\\u2029\\u202egnp.exe\\u2066\\u200f'],
  ['Straße „é“ 😀 \\u001b', 'Straße „é“ 😀 \\u001b'],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});
