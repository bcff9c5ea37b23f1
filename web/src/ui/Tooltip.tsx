import type { ReactElement } from 'react'
import { useOverlays } from './use-overlays'

interface Props {
  text: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactElement
}

export function Tooltip({ text, side = 'bottom', children }: Props) {
  const overlays = useOverlays()
  if (!overlays) return children
  return (
    <overlays.Themed>
      <overlays.Tooltip
        label={text}
        position={side}
        openDelay={350}
        transitionProps={{ duration: 80 }}
        classNames={{ tooltip: 'tooltip' }}
        events={{ hover: true, focus: true, touch: false }}
      >
        {children}
      </overlays.Tooltip>
    </overlays.Themed>
  )
}
