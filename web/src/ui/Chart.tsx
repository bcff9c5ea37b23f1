import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { useContext, useEffect, useRef, useState } from 'react'
import { type ChartTokens, readChartTokens } from '@/lib/charts/tokens'
import { SchemeContext } from './scheme'
import { useCrosshair } from './use-crosshair'
import { useStretch } from './use-stretch'

interface Props {
  /** Makes the option from the tokens of the theme; give a stable function. */
  draw: (tokens: ChartTokens) => EChartsCoreOption
  label: string
  /** Whether the option draws on the map of the world. */
  world?: boolean
  /** A stretch of the time axis was chosen by dragging, in milliseconds. */
  onStretch?: ((from: number, to: number) => void) | undefined
  /** Charts over time of one group show the time under the pointer together. */
  group?: string | undefined
  /** Gets the chart when it is made, and null when it is gone; give a stable function. */
  onReady?: ((chart: EChartsType | null) => void) | undefined
}

/** A chart that follows the theme and the size of its box. The library comes with the first one. */
export function Chart({ draw, label, world = false, onStretch, group, onReady }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType | null>(null)
  const scheme = useContext(SchemeContext)

  useEffect(() => {
    let made: EChartsType | null = null
    let left = false
    void import('@/lib/charts/echarts').then(async ({ init, loadWorld }) => {
      if (world) await loadWorld()
      if (left || !box.current) return
      made = init(box.current)
      setChart(made)
    })
    return () => {
      left = true
      made?.dispose()
      setChart(null)
    }
  }, [world])

  useEffect(() => {
    chart?.setOption(draw(readChartTokens(scheme)), { notMerge: true })
  }, [chart, draw, scheme])

  useEffect(() => {
    if (!chart || !box.current) return
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [chart])

  useEffect(() => {
    if (!chart) return
    onReady?.(chart)
    return () => onReady?.(null)
  }, [chart, onReady])

  const { stretch, listeners } = useStretch(chart, onStretch)
  const line = useCrosshair(chart, group)
  return (
    <div className="chart-box" data-stretchable={onStretch !== undefined} {...listeners}>
      <div ref={box} className="chart" role="img" aria-label={label} />
      {group !== undefined && <div ref={line} className="chart-crosshair" hidden />}
      {stretch && <div className="chart-stretch" style={stretch} />}
    </div>
  )
}
