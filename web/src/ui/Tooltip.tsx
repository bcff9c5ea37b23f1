import { Tooltip as MantineTooltip } from '@mantine/core'
import type { ReactElement } from 'react'

interface Props {
  text: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  children: ReactElement
}

export function Tooltip({ text, side = 'bottom', children }: Props) {
  return (
    <MantineTooltip
      label={text}
      position={side}
      openDelay={350}
      transitionProps={{ duration: 80 }}
      classNames={{ tooltip: 'tooltip' }}
      events={{ hover: true, focus: true, touch: false }}
    >
      {children}
    </MantineTooltip>
  )
}
