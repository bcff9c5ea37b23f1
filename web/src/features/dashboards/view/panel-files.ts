/** A panel as a picture, or as a file of its rows. */
import type { EChartsType } from 'echarts/core'
import type { Panel, PanelAnswer } from '@/api/library-schema'
import { download, fileName, toCsv } from '@/lib/export'
import { notify } from '@/ui/notify'
import { drawingOf } from '../model/kinds'
import { readLook } from '../model/look'
import { panelTableOf } from '../model/panel-table'

const nameOf = (title: string) => fileName(title).trim() || 'panel'

/** Puts the chart of a panel on the clipboard, or saves it where the browser does not allow that. */
export async function copyImage(chart: EChartsType, title: string): Promise<void> {
  const background = getComputedStyle(document.body).backgroundColor
  const address = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background })
  try {
    const blob = blobOf(address)
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    notify('Picture copied')
  } catch {
    const link = document.createElement('a')
    link.href = address
    link.download = `${nameOf(title)}.png`
    link.click()
  }
}

function blobOf(address: string): Blob {
  const bytes = atob(address.split(',')[1] ?? '')
  return new Blob([Uint8Array.from(bytes, (one) => one.charCodeAt(0))], { type: 'image/png' })
}

/** Saves the rows of a panel as its table would show them; charts over time as a row for each time. */
export function saveCsv(panel: Panel, answer: PanelAnswer, title: string): void {
  const look = readLook(panel.visualSettings)
  const drawing = drawingOf(panel, look, answer.results)
  const pivoted =
    drawing.kind === 'axis' ? drawing.timed : drawing.kind === 'table' && drawing.pivoted
  const { columns, rows } = panelTableOf(answer.results, look, pivoted)
  const names = columns.map((column) => column.name)
  download(`${nameOf(title)}.csv`, 'text/csv;charset=utf-8', toCsv(names, rows))
}
