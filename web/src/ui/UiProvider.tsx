import { createTheme, MantineProvider, type MantineColorScheme } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import { SchemeContext } from './scheme'

const Notices = lazy(() => import('./notices'))

const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 3,
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
})

const variables = () => {
  const shared = {
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-3)',
    '--mantine-color-placeholder': 'var(--text-3)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-primary-color-filled': 'var(--accent)',
  }
  return { variables: {}, light: shared, dark: shared }
}

// The preference lives with the page's other preferences; Mantine only carries it out.
const noStorage = {
  get: (fallback: MantineColorScheme) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
}

interface Props {
  scheme: 'light' | 'dark'
  children: ReactNode
}

/** Puts the component library under our tokens. */
export function UiProvider({ scheme, children }: Props) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={noStorage}
      forceColorScheme={scheme}
      withGlobalClasses={false}
    >
      <SchemeContext value={scheme}>{children}</SchemeContext>
      <Suspense fallback={null}>
        <Notices />
      </Suspense>
    </MantineProvider>
  )
}
