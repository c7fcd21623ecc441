// The bundle is served under /graphiql/ and loads nothing from elsewhere.
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/graphiql/',
  build: {
    chunkSizeWarningLimit: 8192, // Monaco, the editor, is one large chunk
    license: { fileName: 'licences.md' },
    modulePreload: { polyfill: false },
  },
});
