import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './ui/mantine.css'
import './ui/ui.css'
import './app/tokens.css'
import './app/base.css'
import './app/editor.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root.')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
