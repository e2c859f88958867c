/** What the renderer leaves out for those who do not see or do not point: names, roles, and what a key does. */
type Mend = (root: HTMLElement) => void;

const MENDS: readonly Mend[] = [
  // Arrows that open a property.
  each('[role=button]:not(.sl-panel__titlebar):not([aria-label])', (arrow) => {
    if (arrow.textContent.trim() !== '') return;
    arrow.setAttribute('aria-label', 'Show or hide what it consists of');
    arrow.tabIndex = 0;
    arrow.addEventListener('keydown', pressed);
  }),
  // A title that is a button and has another one in it.
  each('.sl-panel__titlebar[role=button]:has(button, [role=button], select)', (title) => {
    title.removeAttribute('role');
    title.removeAttribute('aria-expanded');
    title.removeAttribute('tabindex');
  }),
  // The name of the whole, above all others.
  each('h4:not([aria-level])', (heading) => {
    if (heading.closest('.sl-prose') === null) heading.setAttribute('aria-level', '2');
  }),
  // What only passes the focus on is not to be come to.
  each('[aria-hidden=true] :is(input, select, textarea):not([tabindex="-1"])', (field) => {
    field.tabIndex = -1;
  }),
  each('[role=heading]:not([aria-level])', (heading) => heading.setAttribute('aria-level', '3')),
  each('[aria-controls]', (tab) => {
    const id = tab.getAttribute('aria-controls') ?? '';
    if (!document.getElementById(id)) tab.removeAttribute('aria-controls');
  }),
  each('button:not([aria-label]):not([title])', (button) => {
    if (button.textContent.trim() === '') button.setAttribute('aria-label', 'Copy');
  }),
  // A name that does not begin with what is seen cannot be spoken.
  each('button[aria-label]', (button) => {
    const seen = button.textContent.trim();
    if (seen === '' || button.getAttribute('aria-label') === seen) return;
    button.removeAttribute('aria-labelledby');
    button.setAttribute('aria-label', seen);
  }),
  each('textarea:not([aria-label])', (text) => text.setAttribute('aria-label', 'Body')),
  each('input:not([aria-label]):not([id])', (input) => {
    input.setAttribute('aria-label', input.getAttribute('placeholder') ?? 'Value');
  }),
  // Its name is all that is in it.
  each('pre[aria-label]:not([aria-label=Code])', (sample) => sample.setAttribute('aria-label', 'Code')),
  each('.sl-panel__content-wrapper[role=region]', (region) => region.removeAttribute('role')),
  each('.sl-code-viewer__scroller, pre:not([aria-hidden])', (scroller) => {
    if (scroller.hasAttribute('tabindex')) return;
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'group');
    scroller.setAttribute('aria-label', 'Code');
  }),
];

/** What changes at once is mended once. */
const PAUSE_IN_MS = 20;

/** Mends what is there, and what comes. */
export function keepMended(root: HTMLElement): void {
  let isDue = false;
  const giveBack = focusKeeper();
  const mend = () => {
    isDue = false;
    for (const one of MENDS) one(root);
  };
  const observer = new MutationObserver((changes) => {
    giveBack(changes);
    if (isDue) return;
    isDue = true;
    setTimeout(mend, PAUSE_IN_MS);
  });
  const attributeFilter = ['aria-label', 'role', 'aria-controls', 'disabled', 'tabindex'];
  observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter });
  mend();
  root.addEventListener('keydown', letOut, { capture: true });
}

/**
 * A button that is disabled while it works loses the focus, and whoever pressed it their place.
 * @returns what gives it back where it can, told of what changed.
 */
function focusKeeper(): (changes: readonly MutationRecord[]) => void {
  let focusedLast: EventTarget | null = null;
  document.addEventListener('focusin', ({ target }) => {
    focusedLast = target;
  });
  return (changes) => {
    if (!(focusedLast instanceof HTMLButtonElement) || focusedLast.disabled) return;
    const isBack = changes.some(({ target, attributeName }) => target === focusedLast && attributeName === 'disabled');
    if (isBack && document.activeElement === document.body) focusedLast.focus();
  };
}

/** The editor of a body takes the tabulator for text, and whoever has no mouse would stay in it. */
function letOut(event: KeyboardEvent): void {
  if (event.key === 'Tab' && event.target instanceof HTMLTextAreaElement) event.stopPropagation();
}

function each(selector: string, mend: (element: HTMLElement) => void): Mend {
  return (root) => {
    for (const found of root.querySelectorAll<HTMLElement>(selector)) mend(found);
  };
}

function pressed(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).click();
}
