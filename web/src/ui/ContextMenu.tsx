import { MENU_CLASSES, MenuCard, type MenuEntry } from './Menu'
import { useOverlays } from './use-overlays'

export interface ContextMenuState {
  x: number
  y: number
  title: string
  entries: (MenuEntry | 'line')[]
}

interface Props {
  menu: ContextMenuState | null
  onClose: () => void
}

/** A menu at a point of the page, for what was clicked there. */
export function ContextMenu({ menu, onClose }: Props) {
  const overlays = useOverlays()
  if (!overlays) return null
  const { Menu: MantineMenu, Themed } = overlays
  return (
    <Themed>
      <MantineMenu
        opened={menu !== null}
        onChange={(opened) => !opened && onClose()}
        position="bottom-start"
        offset={2}
        transitionProps={{ duration: 60 }}
        classNames={MENU_CLASSES}
      >
        <MantineMenu.Target>
          <div
            aria-hidden
            style={{
              position: 'fixed',
              left: menu?.x ?? 0,
              top: menu?.y ?? 0,
              width: 1,
              height: 1,
            }}
          />
        </MantineMenu.Target>
        <MenuCard title={menu?.title} entries={menu?.entries ?? []} />
      </MantineMenu>
    </Themed>
  )
}
