import { createContext } from 'react'

/** Light or dark, as it is shown now: charts are painted anew when it changes. */
export const SchemeContext = createContext<'light' | 'dark'>('light')
