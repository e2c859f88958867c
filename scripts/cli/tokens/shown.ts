import type { ApiTokenSelection } from '../../../client/index.ts';
import { faint } from '../colour.ts';

type Shown = Omit<ApiTokenSelection, '$meta'>;

/** A token without its credential, which is shown only when it is asked for. */
export function withoutToken<T extends { token?: unknown }>({ token: _, ...rest }: T): Omit<T, 'token'> {
  return rest;
}

/** Lines in columns, a token each. */
export function table(tokens: readonly Shown[]): string {
  const head = ['ID', 'STATUS', 'ACCOUNT', 'LAST USED', 'NAME'];
  const rows = tokens.map(({ id, status, account, lastAccessAt, name }) => [
    id ?? '',
    status ?? '',
    account?.id ?? '',
    lastAccessAt ?? 'never',
    plain(name ?? ''),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [faint(line(head)), ...rows.map(line)].join('\n');
}

/** A text of somebody else's cannot move the cursor of a terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '?');
}

/** What is known of one token, a line each. */
export function details(token: Shown): string {
  const { id, name, description, status, account, modules = [], extensions, lastAccessAt, revision } = token;
  const lines: [name: string, value: string | undefined][] = [
    ['id', id],
    ['name', name],
    ['description', description ?? undefined],
    ['status', status],
    ['account', account && `${account.id} ${account.name ?? ''}`],
    ['modules', modules.map((module) => module.id).join(', ') || 'none'],
    ['extensions', extensions ? extensions.map((one) => one.id).join(', ') || 'none' : 'all'],
    ['last used', lastAccessAt ?? 'never'],
    ['revision', String(revision)],
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([title, value]) => `${title.padEnd(11)}  ${plain(value ?? '')}`)
    .join('\n');
}
