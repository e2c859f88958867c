type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | EventListener | undefined>>;

/** An element with attributes, listeners (`onclick`) and what is in it. Text is text: nothing is read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (typeof value === 'string') made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** The element of the page with an id. @throws Error where the page has none of that kind. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}.`);
  return found as T;
}

/** A button that copies a text and says so. */
export function copyButton(what: string, text: () => string): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'quiet' }, `Copy ${what}`);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text());
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = `Copy ${what}`;
    }, 1_500);
  });
  return button;
}

/** Says it where screen readers hear it. */
export function say(text: string): void {
  byId('said').textContent = text;
}

/** A text in which what stands between backticks is code. */
export function withCode(text: string): (string | Node)[] {
  return text.split(/`([^`]*)`/).map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
}
