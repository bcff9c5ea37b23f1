import { createTheme, MantineProvider, type MantineColorScheme } from '@mantine/core'
import { type ReactNode, useContext } from 'react'
import { SchemeContext } from './scheme'

const theme = createTheme({
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
})

// The preference lives with the page's other preferences.
const noStorage = {
  get: (fallback: MantineColorScheme) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
}

/**
 * Lets components of the library be used below it. It stands around each of them and not around the page, which so comes
 * without the library; its colours and sizes are those of `mantine.css`.
 */
export function Themed({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={noStorage}
      forceColorScheme={useContext(SchemeContext)}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
