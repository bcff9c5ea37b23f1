import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { precompress } from './build/precompress.ts'

const outDir = fileURLToPath(new URL('../src/sagescope/api/static', import.meta.url))
const server = process.env['SAGESCOPE_URL'] ?? 'http://127.0.0.1:8080'

const BASE =
  /node_modules\/(react|react-dom|scheduler|zustand|zod|openapi-fetch|@tanstack\/(?!react-table|table|react-virtual|virtual)[\w-]+)\//

export default defineConfig({
  base: './',
  plugins: [react(), precompress()],
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A font inlined as a data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page stands on is one file rather than a dozen small ones.
          groups: [{ name: 'base', test: BASE }],
        },
      },
    },
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': server, '/signin': server } },
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  test: {
    environment: 'jsdom',
    setupFiles: ['./test/setup.ts'],
    css: false,
    restoreMocks: true,
  },
})
