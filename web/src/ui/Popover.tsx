import type { ReactElement, ReactNode } from 'react'
import { useOverlays } from './use-overlays'

interface Props {
  opened: boolean
  onChange: (opened: boolean) => void
  /** The control that the card hangs on. */
  target: ReactElement
  children: ReactNode
  label: string
}

/** A card that hangs on a control, holds the focus and closes with Escape. */
export function Popover({ opened, onChange, target, children, label }: Props) {
  const overlays = useOverlays()
  if (!overlays) return target
  const { Popover: MantinePopover, Themed } = overlays
  return (
    <Themed>
      <MantinePopover
        opened={opened}
        onChange={onChange}
        position="bottom-end"
        offset={6}
        trapFocus
        returnFocus
        withRoles={false}
        transitionProps={{ duration: 80 }}
        classNames={{ dropdown: 'popover-card' }}
      >
        <MantinePopover.Target>{target}</MantinePopover.Target>
        <MantinePopover.Dropdown role="dialog" aria-label={label}>
          {children}
        </MantinePopover.Dropdown>
      </MantinePopover>
    </Themed>
  )
}
