import type { ApiTokenSelection } from 'marketplace-api-tokens';
import { useDeferredValue, useState } from 'react';
import { NewToken } from './NewToken.tsx';
import { told } from './problems.ts';
import { useDisableToken, useTokens } from './tokens.ts';

export function TokensPage() {
  const [text, setText] = useState('');
  const { data, error } = useTokens(useDeferredValue(text));
  return (
    <main>
      <h1>API tokens</h1>
      <NewToken />
      <label>
        Filter <input type="search" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </label>
      {error && <p role="alert">{told(error)}</p>}
      {data && (
        <table>
          <caption>{data.$meta.pagination.total} found</caption>
          <thead>
            <tr>
              <th>Name</th>
              <th>Status</th>
              <th>Last used</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {data.data.map((token) => (
              <Row key={token.id} {...token} />
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}

function Row({
  id = '',
  name,
  status,
  lastAccessAt,
}: Pick<ApiTokenSelection, 'id' | 'name' | 'status' | 'lastAccessAt'>) {
  const disable = useDisableToken();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{status}</td>
      <td>{lastAccessAt ? new Date(lastAccessAt).toLocaleDateString() : 'never'}</td>
      <td>
        {status === 'Active' && (
          <button type="button" disabled={disable.isPending} onClick={() => disable.mutate(id)}>
            Disable
          </button>
        )}
        {disable.error && <span role="alert">{told(disable.error)}</span>}
      </td>
    </tr>
  );
}
