import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { TokensPage } from './TokensPage.tsx';

// The client itself repeats what may be repeated.
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <TokensPage />
      </QueryClientProvider>
    </StrictMode>,
  );
}
