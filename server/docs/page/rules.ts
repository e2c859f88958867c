import { byId, element, say, withCode } from './dom.ts';

void begin();

async function begin(): Promise<void> {
  const response = await fetch('/docs/rules.json');
  const rules: Record<string, string> = await response.json();
  const rows = Object.entries(rules).map(([id, text]) => {
    const row = element('div', { id, class: 'rule' });
    row.append(element('dt', {}, element('a', { href: `#${id}` }, id)), element('dd', {}, ...withCode(text)));
    return { row, text: `${id} ${text}`.toLowerCase() };
  });
  byId('rules').append(...rows.map(({ row }) => row));
  const search = byId<HTMLInputElement>('search');
  search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/);
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word));
    say(`${rows.filter(({ row }) => !row.hidden).length} of ${rows.length} rules.`);
  });
  say(`${rows.length} rules.`);
  // The rule was not there yet when the page was opened at it.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  markTarget();
  window.addEventListener('hashchange', markTarget);
}

function markTarget(): void {
  for (const row of document.querySelectorAll('.rule')) row.classList.toggle('target', `#${row.id}` === location.hash);
}
