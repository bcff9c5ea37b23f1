import { IconPlus, IconTrash } from '@tabler/icons-react'
import { listOf } from '@/lib/words'
import { Button, IconButton } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { withSetting } from '../model/edits'
import { type Bag, bag, numberIn, valueAt } from '../model/look'
import type { LookProps } from './LookSettings'
import styles from './edit.module.css'

const bags = (value: unknown): Bag[] =>
  Array.isArray(value)
    ? value.filter((one): one is Bag => typeof one === 'object' && one !== null)
    : []
const shown = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
const number = (typed: string) => (typed.trim() === '' ? null : (numberIn(typed) ?? typed))

const COLORS = ['#16943e', '#dfbe2e', '#bf2121', '#1f6fd0']

/** The colours of stretches of values: from inclusive, to exclusive, an empty bound is open. */
export function ThresholdsEditor({ path, settings, onChange }: LookProps & { path: string[] }) {
  const list = bags(valueAt(settings, path))
  const put = (next: Bag[], tag: string) => onChange(withSetting(settings, path, next), tag)
  const change = (at: number, part: Bag) =>
    put(
      list.map((one, index) => (index === at ? { ...one, ...part } : one)),
      `threshold ${at}`,
    )
  return (
    <>
      {list.map((one, at) => (
        <div
          key={at}
          className={styles['threshold']}
          role="group"
          aria-label={`Threshold ${at + 1}`}
        >
          <input
            type="color"
            aria-label="Colour"
            value={colorValue(one['color'])}
            onChange={(event) => change(at, { color: event.currentTarget.value })}
          />
          <input
            className="field-input dense"
            aria-label="From"
            placeholder="from"
            inputMode="decimal"
            value={shown(one['from'])}
            onChange={(event) => change(at, { from: number(event.currentTarget.value) })}
          />
          <input
            className="field-input dense"
            aria-label="To, without it"
            placeholder="below"
            inputMode="decimal"
            value={shown(one['to'])}
            onChange={(event) => change(at, { to: number(event.currentTarget.value) })}
          />
          <IconButton
            small
            label={`Delete threshold ${at + 1}`}
            onClick={() =>
              put(
                list.filter((_, index) => index !== at),
                'threshold list',
              )
            }
          >
            <IconTrash size={14} stroke={1.5} />
          </IconButton>
        </div>
      ))}
      <Button
        small
        onClick={() =>
          put(
            [...list, { from: null, to: null, color: COLORS[list.length % COLORS.length] }],
            'threshold list',
          )
        }
      >
        <IconPlus size={14} stroke={1.5} aria-hidden />
        Add a threshold
      </Button>
    </>
  )
}

// The browser's control takes six digits alone.
function colorValue(value: unknown): string {
  const text = shown(value)
  if (/^#[0-9a-f]{6}/i.test(text)) return text.slice(0, 7)
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)
  return short
    ? `#${short
        .slice(1)
        .map((one) => one + one)
        .join('')}`
    : '#888888'
}

/** Lines across a chart: a warning and a critical one. */
export function LimitsEditor({ settings, onChange }: LookProps) {
  const held = bag(valueAt(settings, ['thresholdsSettings']))
  const numbers = bag(held['numberThresholds'])
  const shownNow = held['showThresholds'] === true
  const change = (level: 'warning' | 'critical', typed: string) => {
    const limit = { display: true, comparator: 'greater_or_equal', ...bag(numbers[level]) }
    const next = {
      ...held,
      showThresholds: true,
      numberThresholds: {
        ...numbers,
        [level]: { ...limit, value: typed === '' ? null : number(typed), display: typed !== '' },
      },
    }
    onChange(withSetting(settings, ['thresholdsSettings'], next), `limit ${level}`)
  }
  const valueOf = (level: string) => (shownNow ? shown(bag(numbers[level])['value']) : '')
  return (
    <div className={styles['pair']}>
      {(['warning', 'critical'] as const).map((level) => (
        <Field
          key={level}
          label={level === 'warning' ? 'Warning at' : 'Critical at'}
          dense
          inputMode="decimal"
          value={valueOf(level)}
          onChange={(event) => change(level, event.currentTarget.value)}
        />
      ))}
    </div>
  )
}

const choicesOf = (...words: string[]) => [
  { value: '', label: 'As the chart' },
  ...words.map((word) => ({ value: word, label: word })),
]
const DRAWN_AS = choicesOf('line', 'area', 'column')
const AXES = choicesOf('primary', 'secondary')

/** What is said of some series: their names, colours, kinds and axes. */
export function OverridesEditor({ settings, onChange }: LookProps) {
  const held = bags(valueAt(settings, ['overrides']))
  const put = (next: Bag[], tag: string) =>
    onChange(withSetting(settings, ['overrides'], next), tag)
  const change = (at: number, part: Bag) =>
    put(
      held.map((one, index) => (index === at ? { ...one, ...part } : one)),
      `override ${at} ${Object.keys(part).join()}`,
    )
  const property = (at: number, one: Bag, part: Bag) =>
    change(at, {
      properties: Object.fromEntries(
        Object.entries({ ...bag(one['properties']), ...part }).filter(([, value]) => value !== ''),
      ),
    })
  return (
    <>
      {held.map((one, at) => {
        const properties = bag(one['properties'])
        const queries = Array.isArray(one['queries']) ? one['queries'].join(', ') : ''
        const series = Array.isArray(one['series']) ? one['series'].join(', ') : ''
        return (
          <div key={at} className={styles['override']} role="group" aria-label={`Series ${at + 1}`}>
            <div className={styles['pair']}>
              <Line
                label="Queries"
                value={queries}
                placeholder="A, B"
                onType={(typed) => change(at, { queries: listOf(typed) })}
              />
              <Line
                label="or series named"
                value={series}
                placeholder="5xx"
                onType={(typed) => change(at, { series: listOf(typed) })}
              />
            </div>
            <Line
              label="Name"
              value={shown(properties['name'])}
              placeholder="{{endpointname}}"
              onType={(name) => property(at, one, { name })}
            />
            <div className={styles['triple']}>
              <label className="field">
                <span className="field-label">Colour</span>
                <input
                  type="color"
                  value={colorValue(properties['color'])}
                  onChange={(event) => property(at, one, { color: event.currentTarget.value })}
                />
              </label>
              <Select
                dense
                label="Drawn as"
                value={shown(properties['type'])}
                choices={DRAWN_AS}
                onChange={(type) => property(at, one, { type })}
              />
              <Select
                dense
                label="Axis"
                value={shown(properties['axisYType'])}
                choices={AXES}
                onChange={(axisYType) => property(at, one, { axisYType })}
              />
            </div>
            <Button
              small
              kind="quiet"
              onClick={() =>
                put(
                  held.filter((_, index) => index !== at),
                  'override list',
                )
              }
            >
              <IconTrash size={14} stroke={1.5} aria-hidden />
              Delete
            </Button>
          </div>
        )
      })}
      <Button
        small
        onClick={() =>
          put([...held, { series: [], queries: ['A'], properties: {} }], 'override list')
        }
      >
        <IconPlus size={14} stroke={1.5} aria-hidden />
        Add names or colours of series
      </Button>
    </>
  )
}

interface LineProps {
  label: string
  value: string
  placeholder: string
  onType: (typed: string) => void
}

// A list is read when it is left, so that a comma can be typed at its end.
function Line({ label, value, placeholder, onType }: LineProps) {
  return (
    <Field
      key={value}
      label={label}
      dense
      defaultValue={value}
      placeholder={placeholder}
      onBlur={(event) => event.currentTarget.value !== value && onType(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}
