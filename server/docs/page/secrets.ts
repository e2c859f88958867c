import { element } from './dom.ts';

/** A credential of the API, or what stands behind `Bearer`. */
const CREDENTIAL = /idt:TKN[\d-]*:[\w.~%-]+|(?<=\bBearer )[^\s'"]+/gi;

/** A piece of a text; a secret one has the words that stand in its place. */
export interface Piece {
  text: string;
  instead?: string;
}

/** Divides a text at its credentials. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CREDENTIAL)) {
    found.push({ text: text.slice(end, match.index) }, { text: match[0], instead: maskOf(match[0]) });
    end = match.index + match[0].length;
  }
  return [...found, { text: text.slice(end) }].filter((piece) => piece.text !== '');
}

/** The id of the token stays: it is no secret. */
function maskOf(credential: string): string {
  const [, id] = /^idt:(TKN[\d-]*):/i.exec(credential) ?? [];
  return id === undefined ? '••••••' : `idt:${id}:••••••`;
}

/** A text in which each credential is a button that shows it. */
export function masked(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...pieces(text).map(({ text, instead }) => (instead === undefined ? text : hidden(text, instead))));
  return fragment;
}

/** A button that shows a credential. @param instead What is seen of it until then. */
export function hidden(secret: string, instead: string): HTMLElement {
  const button = element('button', { type: 'button', class: 'secret', title: 'Show the credential' }, instead);
  button.setAttribute('aria-label', `${instead.replace('••••••', '')} hidden credential: show it`);
  button.addEventListener('click', () => {
    const shown = element('span', { class: 'secret', tabindex: '-1' }, secret);
    button.replaceWith(shown);
    shown.focus();
  });
  return button;
}
