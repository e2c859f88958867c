import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { API_URL = 'http://127.0.0.1:4010', API_TOKEN = 'any' } = process.env;

/** Passes the page's requests on to the API, with the credential: in production, a backend of yours does the same. */
const proxy = { '/public': { target: API_URL, changeOrigin: true, headers: { Authorization: `Bearer ${API_TOKEN}` } } };

export default defineConfig({ plugins: [react()], server: { proxy }, preview: { proxy } });
