import { createElement as h, type SubmitEvent, useEffect, useState } from 'react';
import { ApiProblem, type ApiTokenSelection, type Client, rql } from '../index.ts';

/** A page of a consumer: it lists tokens, finds them by a part of their name, creates one, and shows what goes wrong. */
export function TokensPage({ client }: { client: Client }) {
  const [tokens, setTokens] = useState<readonly ApiTokenSelection[]>([]);
  const [part, setPart] = useState('');
  const [created, setCreated] = useState(0);
  const [problem, setProblem] = useState<string>();

  const tell = (error: unknown) =>
    setProblem(error instanceof ApiProblem ? `${error.status} ${error.code}` : `no answer: ${error}`);

  useEffect(() => {
    let isWanted = true;
    const filter = part === '' ? {} : { filter: rql.ilike('name', `*${rql.escapeLike(part)}*`) };
    client.listApiTokens({ ...filter, order: ['name'] }).then(({ data }) => isWanted && setTokens(data), tell);
    return () => {
      isWanted = false;
    };
  }, [client, part, created]);

  async function create(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name'));
    try {
      await client.createApiToken({ name });
      setProblem(undefined);
      setCreated((count) => count + 1);
    } catch (error) {
      tell(error);
    }
  }

  const items = tokens.map(({ id, name }) => h('li', { key: id }, name));
  return h(
    'main',
    {},
    h(
      'form',
      { onSubmit: create },
      h('label', {}, 'Name', h('input', { name: 'name' })),
      h('button', { type: 'submit' }, 'Create'),
    ),
    h('label', {}, 'Filter', h('input', { value: part, onChange: (event) => setPart(event.currentTarget.value) })),
    problem !== undefined && h('p', { role: 'alert' }, problem),
    h('ul', {}, items),
  );
}
