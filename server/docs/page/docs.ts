import { type Contract, declaredOperations } from './declared.ts';
import { byId, element } from './dom.ts';
import { failPanel } from './fail.ts';
import { keepMended } from './mended.ts';

/** Where the renderer keeps the credentials that are typed into it. */
const KEPT_CREDENTIALS = 'TryIt_securitySchemeValues';
/** Where it keeps the colours of its samples. */
const KEPT_COLOURS = 'mosaic-theme';
const isSandbox = document.documentElement.dataset.host === 'sandbox';

followColours();
keepCredentialsOut();
void begin();

async function begin(): Promise<void> {
  const response = await fetch('/public/v1/openapi.json');
  const contract: Contract = await response.json();
  offerFailures(contract);
  const { ok } = await fetch('/docs/web-components.min.js', { method: 'HEAD' });
  if (!ok) {
    byId('reference').append(
      element('p', {}, 'The renderer of the reference is not installed: npm install @stoplight/elements.'),
    );
    return;
  }
  await customElements.whenDefined('elements-api');
  // What is tried is tried here, whatever name this server has elsewhere.
  const apiDescriptionDocument = { ...contract, servers: [{ url: location.origin }] };
  Object.assign(byId('renderer'), { apiDescriptionDocument });
  keepMended(byId('reference'));
}

function offerFailures(contract: Contract): void {
  const panel = failPanel({ operations: declaredOperations(contract), isSandbox });
  const follow = () => panel.show(operationShown());
  window.addEventListener('hashchange', follow);
  follow();
  byId('fail-toggle').addEventListener('click', () => toggle(byId('fail').hidden !== false));
  byId('fail-close').addEventListener('click', () => toggle(false));
  byId('fail').addEventListener('keydown', ({ key }) => key === 'Escape' && toggle(false));
}

function toggle(isOpen: boolean): void {
  const button = byId('fail-toggle');
  byId('fail').hidden = !isOpen;
  document.body.classList.toggle('failing', isOpen);
  button.setAttribute('aria-expanded', String(isOpen));
  if (isOpen) byId('fail-operation').focus();
  else button.focus();
}

/** The operation that the renderer shows; creating where it shows none. */
function operationShown(): string {
  return /operations\/(\w+)/.exec(location.hash)?.[1] ?? 'createApiToken';
}

/** The renderer has no eye for what the reader prefers. */
function followColours(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const mode = dark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = mode;
    localStorage.setItem(KEPT_COLOURS, JSON.stringify({ mode, version: 0 }));
  };
  dark.addEventListener('change', apply);
  apply();
}

/** On a server, a credential does not outlive the page. On the sandbox any does, and one is there. */
function keepCredentialsOut(): void {
  localStorage.removeItem(KEPT_CREDENTIALS);
  if (isSandbox) {
    localStorage.setItem(KEPT_CREDENTIALS, JSON.stringify({ bearer: 'any' }));
    return;
  }
  const keep = localStorage.setItem.bind(localStorage);
  Storage.prototype.setItem = (key, value) => {
    if (key !== KEPT_CREDENTIALS) keep(key, value);
  };
}
