import { useCallback, useMemo, useState } from 'react'
import { MOST_SERIES } from '@/lib/charts/series'
import { colorsOf, cssColor, drawnColor, ofPalette } from '@/lib/charts/colors'
import type { ChartTokens } from '@/lib/charts/tokens'
import { count } from '@/lib/format'
import { documentUnit } from '@/lib/units'
import { Chart } from '@/ui/Chart'
import { categoryOption, timeSeriesOption } from '../model/axis-option'
import { type Categories, categoriesOf } from '../model/categories'
import type { Axis } from '../model/kinds'
import { type PanelSeries, timeSeriesOf } from '../model/series'
import { Legend, type LegendEntry } from './Legend'
import { clicked, type Hidden, NONE_HIDDEN } from './legend'
import type { BodyProps } from './body'
import styles from './panels.module.css'

const MOST_CATEGORIES = 60

/** Lines, areas, columns, bars and scattered points, over time or along categories, with their legend. */
export function AxisPanel({ chart, timed, ...body }: BodyProps & { chart: Axis; timed: boolean }) {
  return timed ? <TimePanel chart={chart} {...body} /> : <CategoryPanel chart={chart} {...body} />
}

type Props = BodyProps & { chart: Axis }

function TimePanel({ chart, results, look, range, zone, label, group, onStretch, onReady }: Props) {
  const [hidden, setHidden] = useState<Hidden>(NONE_HIDDEN)
  const all = useMemo(
    () => timeSeriesOf(results, look).filter((one) => one.style.visible),
    [results, look],
  )
  const series = useMemo(() => largest(all), [all])
  const colors = useColors(series.map((one) => one.name))
  const draw = useCallback(
    (tokens: ChartTokens) =>
      timeSeriesOption(
        series.filter((one) => !hidden.has(one.name)),
        range,
        { tokens, zone, chart, look, colorOf: (name) => colors.drawn(name, tokens) },
      ),
    [series, hidden, range, zone, chart, look, colors],
  )
  const entries = series.map(({ name, unit, points, style }): LegendEntry => ({
    name,
    unit: documentUnit((style.secondary ? look.axisY2 : look.axisY).unit) || unit,
    color: style.color ?? colors.css(name),
    values: points.map(([, value]) => value),
  }))
  const names = series.map((one) => one.name)
  return (
    <div className={styles['charted']} data-right={look.legend.right}>
      <div className={styles['chart']}>
        <Chart draw={draw} label={label} group={group} onStretch={onStretch} onReady={onReady} />
      </div>
      {look.legend.shown && (
        <Legend
          look={look}
          entries={entries}
          hidden={hidden}
          onClick={(name, toggle) => setHidden(clicked(names, hidden, name, toggle))}
        />
      )}
      {all.length > series.length && (
        <p className={styles['cut']}>
          Drawing the largest {series.length} of {count(all.length)} series
        </p>
      )}
    </div>
  )
}

function CategoryPanel({ chart, results, look, zone, label, onReady }: Props) {
  const [hidden, setHidden] = useState<Hidden>(NONE_HIDDEN)
  const all = useMemo(() => categoriesOf(results, look, zone), [results, look, zone])
  const categories = useMemo(() => firstOf(all), [all])
  const names = categories.series.map((one) => one.name)
  const colors = useColors(names)
  const draw = useCallback(
    (tokens: ChartTokens) => {
      const series = categories.series.filter((one) => one.style.visible && !hidden.has(one.name))
      return categoryOption(
        { ...categories, series },
        { tokens, zone, chart, look, colorOf: (name) => colors.drawn(name, tokens) },
      )
    },
    [categories, hidden, zone, chart, look, colors],
  )
  const entries = categories.series.map(({ name, unit, values, style }): LegendEntry => ({
    name,
    unit: documentUnit(look.axisY.unit) || unit,
    values,
    color: style.color ?? colors.css(name),
  }))
  return (
    <div className={styles['charted']} data-right={look.legend.right}>
      <div className={styles['chart']}>
        <Chart draw={draw} label={label} onReady={onReady} />
      </div>
      {look.legend.shown && entries.length > 1 && (
        <Legend
          look={look}
          entries={entries}
          hidden={hidden}
          onClick={(name, toggle) => setHidden(clicked(names, hidden, name, toggle))}
        />
      )}
      {all.names.length > categories.names.length && (
        <p className={styles['cut']}>
          Drawing the first {categories.names.length} of {count(all.names.length)} groups
        </p>
      )}
    </div>
  )
}

/** Colours by name, as the chart and as the page need them. */
function useColors(names: readonly string[]) {
  const key = names.join('\n')
  return useMemo(() => {
    const list = key.split('\n')
    const colors = colorsOf(list)
    const byName = new Map(list.map((name, index) => [name, colors[index]]))
    const of = (name: string) => byName.get(name) ?? ofPalette(0)
    return {
      css: (name: string) => cssColor(of(name)),
      drawn: (name: string, tokens: ChartTokens) => drawnColor(of(name), tokens),
    }
  }, [key])
}

function largest(series: PanelSeries[]): PanelSeries[] {
  if (series.length <= MOST_SERIES) return series
  const weight = ({ points }: PanelSeries) =>
    points.reduce((sum, [, value]) => sum + Math.abs(value ?? 0), 0)
  return [...series].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_SERIES)
}

function firstOf(all: Categories): Categories {
  if (all.names.length <= MOST_CATEGORIES) return all
  return {
    names: all.names.slice(0, MOST_CATEGORIES),
    styles: all.styles.slice(0, MOST_CATEGORIES),
    series: all.series.map((one) => ({ ...one, values: one.values.slice(0, MOST_CATEGORIES) })),
  }
}
