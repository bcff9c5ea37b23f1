import type { EChartsType } from 'echarts/core'
import { type PointerEvent, useState } from 'react'

export interface Stretch {
  left: number
  width: number
}

/** Pixels under which a drag is a click. */
const LEAST = 6

/**
 * A stretch of the time axis that is chosen by dragging over a chart: what to draw of it, and what the
 * chart's box listens with. `onStretch` gets its ends in milliseconds.
 */
export function useStretch(
  chart: EChartsType | null,
  onStretch: ((from: number, to: number) => void) | undefined,
) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  const place = (event: PointerEvent<HTMLElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  if (!chart || !onStretch) return { stretch: null, listeners: {} }
  const timeAt = (x: number) => Number(chart.convertFromPixel({ xAxisIndex: 0 }, x))
  const listeners = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const x = place(event)
      const y = event.clientY - event.currentTarget.getBoundingClientRect().top
      if (event.button !== 0 || !chart.containPixel('grid', [x, y])) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ from: x, to: x })
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag) setDrag({ ...drag, to: place(event) })
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (!drag) return
      setDrag(null)
      const [low, high] = [Math.min(drag.from, place(event)), Math.max(drag.from, place(event))]
      if (high - low >= LEAST) onStretch(Math.round(timeAt(low)), Math.round(timeAt(high)))
    },
    onPointerCancel: () => setDrag(null),
  }
  const stretch: Stretch | null = drag && {
    left: Math.min(drag.from, drag.to),
    width: Math.abs(drag.to - drag.from),
  }
  return { stretch, listeners }
}
