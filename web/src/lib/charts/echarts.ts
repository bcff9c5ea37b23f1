/** ECharts with the parts that Sagescope draws; its own chunk, loaded with the first chart. */
import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  GeoComponent,
  GridComponent,
  LegendComponent,
  LegendScrollComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components'
import { getMap, init, registerMap, use as install } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { type FeatureCollection, flatWorld } from './world'

install([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  GeoComponent,
  GridComponent,
  LegendComponent,
  LegendScrollComponent,
  LineChart,
  MarkLineComponent,
  PieChart,
  ScatterChart,
  TooltipComponent,
])

export { init }
export type { EChartsType } from 'echarts/core'

/** Makes the map `world` known, from Natural Earth's 1:110m countries. */
export async function loadWorld(): Promise<void> {
  if (getMap('world')) return
  const [{ feature }, atlas] = await Promise.all([
    import('topojson-client'),
    import('world-atlas/countries-110m.json'),
  ])
  const topology = atlas.default as unknown as Parameters<typeof feature>[0]
  const countries = topology.objects['countries']
  if (!countries) return
  const world = flatWorld(feature(topology, countries) as unknown as FeatureCollection)
  registerMap('world', world as unknown as Parameters<typeof registerMap>[1])
}
