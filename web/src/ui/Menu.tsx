import { Menu as MantineMenu } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

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
  target: ReactElement
  entries: (MenuEntry | 'line')[]
  title?: string
}

export const MENU_CLASSES = { dropdown: 'menu-card', item: 'menu-item', label: 'menu-label' }

/** What a menu shows, wherever it opens. */
export function MenuCard({ title, entries }: CardProps) {
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
  return (
    <MantineMenu
      position="bottom-end"
      offset={4}
      transitionProps={{ duration: 80 }}
      classNames={MENU_CLASSES}
    >
      <MantineMenu.Target>{target}</MantineMenu.Target>
      <MenuCard title={title} entries={entries} />
    </MantineMenu>
  )
}
