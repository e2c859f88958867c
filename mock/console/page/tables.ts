import { element } from '../../../server/docs/page/dom.ts';
import { hidden } from '../../../server/docs/page/secrets.ts';
import type { SavedState } from '../../engine/saved-state.ts';

type Cell = string | number | undefined | Node;

/** The records of a state as tables: what the API would show of them, and their credentials, masked. */
export function stateTables({ tables }: SavedState): HTMLElement[] {
  const names = new Map(records(tables.accounts).map(({ account }) => [account.id, account.name]));
  return [
    table(
      'Tokens',
      ['Id', 'Name', 'Status', 'Account', 'Modules', 'Last access', 'Revision', 'Credential'],
      records(tables.tokens).map((token) => [
        token.id,
        token.name,
        token.status,
        names.get(token.accountId) ?? token.accountId,
        token.moduleIds.join(', '),
        token.lastAccessAt === null ? '' : new Date(token.lastAccessAt).toISOString().replace('T', ' ').slice(0, 19),
        token.revision,
        hidden(credentialOf(token), '••••••'),
      ]),
    ),
    table(
      'Accounts',
      ['Id', 'Name', 'Type', 'Status', 'Modules'],
      records(tables.accounts).map(({ account, moduleIds }) => [
        account.id,
        account.name,
        account.type,
        account.status,
        (moduleIds.$set ?? []).join(', '),
      ]),
    ),
    table(
      'Modules',
      ['Id', 'Name', 'Code', 'Account types'],
      records(tables.modules).map(({ id, name, code, accountTypes }) => [id, name, code, accountTypes.join(', ')]),
    ),
  ];
}

// Of a saved state only the frame has a type: its records are those of the store, as JSON.
interface Row {
  id: string;
  name: string;
  status: string;
  accountId: string;
  moduleIds: string[] & { $set?: string[] };
  lastAccessAt: number | null;
  revision: number;
  code: string;
  type: string;
  accountTypes: string[];
  account: Row;
  credential?: { sealed?: { $bytes?: string } };
}

function records(rows: readonly [key: string, record: unknown][]): Row[] {
  return rows.map(([, record]) => record as Row);
}

/** The vault of the sandbox seals nothing: behind the id stands the credential. */
function credentialOf({ credential }: Row): string {
  return (
    atob(credential?.sealed?.$bytes ?? '')
      .split(' ')
      .at(-1) ?? ''
  );
}

function table(title: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const head = element('tr', {}, ...columns.map((column) => element('th', { scope: 'col' }, column)));
  const body = rows.map((cells) =>
    element('tr', {}, ...cells.map((cell) => element('td', {}, cell instanceof Node ? cell : String(cell ?? '')))),
  );
  const made = element(
    'table',
    {},
    element('caption', {}, `${title} (${rows.length})`),
    element('thead', {}, head),
    element('tbody', {}, ...body),
  );
  return element('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': title }, made);
}
