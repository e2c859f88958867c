import { told } from './problems.ts';
import { useCreateToken } from './tokens.ts';

/** A form for a new token, which shows its credential this once. */
export function NewToken() {
  const { mutate, data, error, isPending } = useCreateToken();
  return (
    <form action={(form) => mutate(String(form.get('name')))}>
      <label>
        Name <input name="name" autoComplete="off" />
      </label>{' '}
      <button type="submit" disabled={isPending}>
        Create
      </button>
      {error && <p role="alert">{told(error)}</p>}
      {data && (
        <p role="status">
          {data.name} is created. Copy its credential now: <code>{data.token}</code>
        </p>
      )}
    </form>
  );
}
