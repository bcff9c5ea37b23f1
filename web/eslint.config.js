import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const noMantine = {
  group: ['@mantine/*'],
  message: 'Import Mantine only in src/ui; use our own component.',
}

const addresses = {
  selector: 'Literal[value=/^https?:\\/\\//]',
  message: 'The page asks nothing of other hosts.',
}
const fetching = {
  selector: "CallExpression[callee.name='fetch'], NewExpression[callee.name='XMLHttpRequest']",
  message: 'Ask the server through src/api/client.ts.',
}
const dates = {
  selector:
    "MemberExpression[property.name=/^(toLocaleString|toLocaleDateString|toLocaleTimeString|toISOString)$/], NewExpression[callee.object.name='Intl'][callee.property.name='DateTimeFormat']",
  message: 'Times and numbers are written by src/lib/time.ts and src/lib/format.ts.',
}

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'test-results'] },
  ...tseslint.configs.strict,
  hooks.configs.flat['recommended-latest'],
  {
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [noMantine] }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-syntax': ['error', addresses, fetching, dates],
      'max-lines': ['error', 400],
      eqeqeq: 'error',
      // TanStack's virtualizer keeps its own mutable state; the compiler, which would mind, is not used.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['src/ui/**'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  {
    files: ['src/api/client.ts'],
    rules: { 'no-restricted-syntax': ['error', addresses, dates] },
  },
  {
    files: ['src/lib/time.ts', 'src/lib/format.ts'],
    rules: { 'no-restricted-syntax': ['error', addresses, fetching] },
  },
  {
    // The one address that the licence of the geolocation data asks for, and what build and tests use.
    files: ['src/ui/GeoCredit.tsx', 'vite.config.ts', '**/*.test.ts', '**/*.test.tsx', 'test/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
