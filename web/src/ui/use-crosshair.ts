import type { EChartsType } from 'echarts/core'
import { type RefObject, useEffect, useRef } from 'react'

type Show = (at: number | null, from: EChartsType) => void

const groups = new Map<string, Set<Show>>()

/**
 * A line at the time that the pointer is over in another chart of the group. It is moved without React: it follows
 * every step of the pointer in every chart.
 */
export function useCrosshair(
  chart: EChartsType | null,
  group: string | undefined,
): RefObject<HTMLDivElement | null> {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!chart || group === undefined) return
    const members = groups.get(group) ?? new Set<Show>()
    groups.set(group, members)
    const show: Show = (at, from) => {
      const x = at === null || from === chart ? null : placeOf(chart, at)
      if (!line.current) return
      line.current.hidden = x === null
      if (x !== null) line.current.style.transform = `translateX(${Math.round(x)}px)`
    }
    const tell = (at: number | null) => members.forEach((member) => member(at, chart))
    const move = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const inside = chart.containPixel('grid', [offsetX, offsetY])
      tell(inside ? Number(chart.convertFromPixel({ xAxisIndex: 0 }, offsetX)) : null)
    }
    const leave = () => tell(null)
    chart.getZr().on('mousemove', move)
    chart.getZr().on('globalout', leave)
    members.add(show)
    return () => {
      members.delete(show)
      if (chart.isDisposed()) return
      chart.getZr().off('mousemove', move)
      chart.getZr().off('globalout', leave)
    }
  }, [chart, group])
  return line
}

function placeOf(chart: EChartsType, at: number): number | null {
  const x = Number(chart.convertToPixel({ xAxisIndex: 0 }, at))
  return Number.isFinite(x) && chart.containPixel('grid', [x, chart.getHeight() / 2]) ? x : null
}
