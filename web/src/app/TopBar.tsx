import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLink,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '@/api/queries'
import { Button, IconButton } from '@/ui/Button'
import { Keys } from '@/ui/Kbd'
import { Menu } from '@/ui/Menu'
import { copyText } from '@/ui/notify'
import { useCommands } from './commands'
import { nextTheme, usePreferences } from './preferences'
import { useSignOut } from './session'
import { TimeControl } from './TimeControl'
import styles from './Frame.module.css'

const THEME = {
  auto: { icon: IconDeviceDesktop, label: 'Theme: as the system' },
  light: { icon: IconSun, label: 'Theme: light' },
  dark: { icon: IconMoon, label: 'Theme: dark' },
}

interface Props {
  title: string
  timed: boolean
}

export function TopBar({ title, timed }: Props) {
  return (
    <header className={styles['bar']}>
      <h1 className={styles['title']}>{title}</h1>
      <Button small className={styles['find']} onClick={() => void openPalette()}>
        <IconSearch size={14} stroke={1.5} aria-hidden />
        <span className={styles['findText']}>Go to or run</span>
        <Keys keys="Ctrl+K" />
      </Button>
      {timed && <TimeControl />}
      <IconButton label="Copy link to this page" onClick={copyLink}>
        <IconLink size={16} stroke={1.5} />
      </IconButton>
      <span className={styles['divider']} />
      <ThemeButton />
      <UserMenu />
    </header>
  )
}

async function openPalette(): Promise<void> {
  const palette = await import('@/ui/Palette')
  palette.openPalette()
}

export function copyLink(): void {
  void copyText(window.location.href, 'Link copied')
}

function ThemeButton() {
  const theme = usePreferences((state) => state.theme)
  const { icon: Icon, label } = THEME[theme]
  return (
    <IconButton label={label} onClick={nextTheme}>
      <Icon size={16} stroke={1.5} />
    </IconButton>
  )
}

function UserMenu() {
  const { data: session } = useQuery(sessionQuery)
  const signOut = useSignOut()
  const name = session?.user.name ?? ''
  const target = (
    <button type="button" className="btn btn-quiet btn-icon" aria-label={`Account of ${name}`}>
      <span className={styles['avatar']}>{name.slice(0, 1).toUpperCase() || '?'}</span>
    </button>
  )
  return (
    <>
      {session?.demo && <span className={styles['demo']}>Demo data</span>}
      <Menu
        title={[name, session?.user.email].filter(Boolean).join(' · ')}
        target={target}
        entries={[
          {
            label: 'Keyboard shortcuts',
            icon: <IconKeyboard size={16} stroke={1.5} />,
            onSelect: () => useCommands.setState({ sheetOpen: true }),
          },
          'line',
          { label: 'Sign out', icon: <IconLogout size={16} stroke={1.5} />, onSelect: signOut },
        ]}
      />
    </>
  )
}
