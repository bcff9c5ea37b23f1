import { lazy, type ReactNode, Suspense, useLayoutEffect } from 'react'
import { SchemeContext } from './scheme'

const Notices = lazy(() => import('./notices'))

interface Props {
  scheme: 'light' | 'dark'
  children: ReactNode
}

/** The scheme of the page, and where short words about what happened appear. */
export function UiProvider({ scheme, children }: Props) {
  useLayoutEffect(() => {
    document.documentElement.dataset['mantineColorScheme'] = scheme
    document.documentElement.dataset['respectReducedMotion'] = 'true'
  }, [scheme])
  return (
    <SchemeContext value={scheme}>
      {children}
      <Suspense fallback={null}>
        <Notices />
      </Suspense>
    </SchemeContext>
  )
}
