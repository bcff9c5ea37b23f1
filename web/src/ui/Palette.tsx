import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Keys } from './Kbd'
import { Themed } from './Themed'

export interface PaletteEntry {
  id: string
  group: string
  label: string
  note?: string
  keys?: string
  icon?: ReactNode
  /** The label is query text. */
  mono?: boolean
  run: () => void
}

interface Props {
  /** The entries for what is typed, best first. */
  entries: (typed: string) => PaletteEntry[]
}

export const openPalette = () => Spotlight.open()

/** The command palette: Ctrl+K or Cmd+K. */
export function Palette({ entries }: Props) {
  const [typed, setTyped] = useState('')
  const shown = entries(typed)
  const groups = [...new Set(shown.map((entry) => entry.group))]
  return (
    <Themed>
      <Spotlight.Root
        query={typed}
        onQueryChange={setTyped}
        shortcut={['mod + K']}
        tagsToIgnore={[]}
        triggerOnContentEditable
        scrollable
        maxHeight={440}
        size={620}
        attributes={{ content: { 'aria-label': 'Command palette' } }}
        transitionProps={{ duration: 80, transition: 'fade' }}
        overlayProps={{ backgroundOpacity: 0.45 }}
        classNames={{
          content: 'spotlight-card',
          search: 'spotlight-search',
          action: 'spotlight-action',
        }}
      >
        <Spotlight.Search
          placeholder="Go to, run, or search"
          aria-label="Command"
          leftSection={<IconSearch size={16} stroke={1.5} />}
        />
        <Spotlight.ActionsList>
          {groups.map((group) => (
            <Spotlight.ActionsGroup key={group} label={group}>
              {shown
                .filter((entry) => entry.group === group)
                .map((entry) => (
                  <Spotlight.Action
                    key={entry.id}
                    label={entry.label}
                    className={entry.mono ? 'mono' : undefined}
                    description={entry.note}
                    leftSection={entry.icon}
                    rightSection={entry.keys ? <Keys keys={entry.keys} /> : undefined}
                    onClick={entry.run}
                  />
                ))}
            </Spotlight.ActionsGroup>
          ))}
          {shown.length === 0 && <Spotlight.Empty>Nothing of that name</Spotlight.Empty>}
        </Spotlight.ActionsList>
      </Spotlight.Root>
    </Themed>
  )
}
