import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createClient, rql } from 'marketplace-api-tokens';

/** At the page's own origin and without a credential, which no page can keep secret: see vite.config.ts. */
const client = createClient({ baseUrl: location.origin, token: '' });

const TOKENS = ['tokens'];

/** The first tokens by name whose name has the text in it. Without their credentials: a list does not need them. */
export function useTokens(text: string) {
  return useQuery({
    queryKey: [...TOKENS, text],
    queryFn: ({ signal }) =>
      client.listApiTokens({
        filter: rql.ilike('name', `*${rql.escapeLike(text)}*`),
        select: ['-token'],
        order: ['name', 'id'],
        limit: 50,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    // With a key, an answer that is lost on the way makes no second token.
    mutationFn: (name: string) => client.createApiToken({ name }, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: TOKENS }),
  });
}

export function useDisableToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.disableApiToken(id),
    // Also where it failed: somebody else may have been faster.
    onSettled: () => queries.invalidateQueries({ queryKey: TOKENS }),
  });
}
