import { styleText } from 'node:util';

/** Colours are for terminals, and for who has not said that they are not wanted (NO_COLOR). */
export function isColoured({ isTTY }: { isTTY?: boolean } = process.stdout): boolean {
  return isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

export function bold(text: string): string {
  return isColoured() ? styleText('bold', text) : text;
}

export function faint(text: string): string {
  return isColoured() ? styleText('dim', text) : text;
}
