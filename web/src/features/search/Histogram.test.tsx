import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Histogram } from './Histogram'

const START = Date.UTC(2026, 0, 31, 9)
const data = {
  length: 60_000,
  buckets: [0, 1, 2, 3].map((minute) => ({
    start: START + minute * 60_000,
    count: 3,
    levels: { error: 1, INFO: 2, warn: 0 },
  })),
}

const range = { from: START, to: START + 4 * 60_000 }

function show(level?: string) {
  const onLevel = vi.fn()
  const onZoom = vi.fn()
  render(
    <Histogram
      data={data}
      range={range}
      zone="UTC"
      level={level}
      onLevel={onLevel}
      onZoom={onZoom}
    />,
  )
  return { onLevel, onZoom, bars: screen.getByRole('group', { name: /Stretch of time/ }) }
}

it('counts the levels there are, and isolates one on a click', () => {
  const { onLevel } = show()
  const names = screen.getAllByRole('button').map((button) => button.textContent)
  expect(names).toEqual(['error4', 'info8'])
  fireEvent.click(screen.getByRole('button', { name: /error/ }))
  expect(onLevel).toHaveBeenCalledWith('error')
})

it('shows all levels again on a second click', () => {
  const { onLevel } = show('error')
  fireEvent.click(screen.getByRole('button', { name: /error/ }))
  expect(onLevel).toHaveBeenCalledWith(undefined)
})

it('zooms by keys: the end of a range is the end of its last bar', () => {
  const { bars, onZoom } = show()
  for (const key of ['ArrowLeft', 'ArrowLeft']) fireEvent.keyDown(bars, { key })
  fireEvent.keyDown(bars, { key: 'ArrowRight', shiftKey: true })
  expect(screen.getByText(/09:02:00 → 09:04:00 UTC · 6 messages/)).toBeInTheDocument()
  fireEvent.keyDown(bars, { key: 'Enter' })
  expect(onZoom).toHaveBeenCalledWith(START + 2 * 60_000, START + 4 * 60_000)
})

it('leaves a stretch with Escape', () => {
  const { bars, onZoom } = show()
  fireEvent.keyDown(bars, { key: 'ArrowLeft' })
  fireEvent.keyDown(bars, { key: 'Escape' })
  fireEvent.keyDown(bars, { key: 'Enter' })
  expect(onZoom).not.toHaveBeenCalled()
})
