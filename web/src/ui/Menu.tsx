import { cloneElement, type ReactElement, type ReactNode, useState } from 'react'
import { useOverlays } from './use-overlays'

export interface MenuEntry {
  label: string
  icon?: ReactNode
  onSelect: () => void
}

interface CardProps {
  title: string | undefined
  entries: (MenuEntry | 'line')[]
}

interface Props {
  target: ReactElement<{ onClick?: () => void }>
  entries: (MenuEntry | 'line')[]
  title?: string
}

export const MENU_CLASSES = { dropdown: 'menu-card', item: 'menu-item', label: 'menu-label' }

/** What a menu shows, wherever it opens. */
export function MenuCard({ title, entries }: CardProps) {
  const overlays = useOverlays()
  if (!overlays) return null
  const { Menu: MantineMenu } = overlays
  return (
    <MantineMenu.Dropdown>
      {title && <MantineMenu.Label>{title}</MantineMenu.Label>}
      {entries.map((entry, index) =>
        entry === 'line' ? (
          <div key={index} className="menu-line" />
        ) : (
          <MantineMenu.Item key={entry.label} leftSection={entry.icon} onClick={entry.onSelect}>
            {entry.label}
          </MantineMenu.Item>
        ),
      )}
    </MantineMenu.Dropdown>
  )
}

export function Menu({ target, entries, title }: Props) {
  const overlays = useOverlays()
  const [asked, setAsked] = useState(false)
  // Asked for before it is there, the menu opens when it comes.
  if (!overlays) return cloneElement(target, { onClick: () => setAsked(true) })
  const { Menu: MantineMenu, Themed } = overlays
  return (
    <Themed>
      <MantineMenu
        defaultOpened={asked}
        position="bottom-end"
        offset={4}
        transitionProps={{ duration: 80 }}
        classNames={MENU_CLASSES}
      >
        <MantineMenu.Target>{target}</MantineMenu.Target>
        <MenuCard title={title} entries={entries} />
      </MantineMenu>
    </Themed>
  )
}
