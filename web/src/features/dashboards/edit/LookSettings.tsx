import { useMemo, useState } from 'react'
import { Check } from '@/ui/Check'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { withSetting } from '../model/edits'
import { numberIn, readLook, valueAt } from '../model/look'
import { CHART_TYPES, chartTypeOf, withChartType } from './chart-types'
import { Section } from './Section'
import { LimitsEditor, OverridesEditor, ThresholdsEditor } from './look-lists'
import { type Setting, settingsFor } from './settings'
import styles from './edit.module.css'

export interface LookProps {
  settings: string | null | undefined
  /** The tag says which setting it was, so that letters of one text are undone together. */
  onChange: (settings: string, tag: string) => void
}

/** How a panel is drawn: the chart, and everything that can be set for it. */
export function LookSettings({ settings, onChange }: LookProps) {
  const [search, setSearch] = useState('')
  const look = useMemo(() => readLook(settings), [settings])
  const chart = chartTypeOf(look)
  const sections = settingsFor(chart?.id ?? '', search)
  return (
    <>
      <div className={styles['gallery']} role="radiogroup" aria-label="Chart">
        {CHART_TYPES.map((one) => {
          const Icon = one.icon
          return (
            <label key={one.id} className={styles['chartType']}>
              <input
                type="radio"
                name="chart-type"
                checked={one.id === chart?.id}
                onChange={() => onChange(withChartType(settings, one), 'chart')}
              />
              <Icon size={18} stroke={1.5} aria-hidden />
              {one.label}
            </label>
          )
        })}
      </div>
      <Field
        label="Find a setting"
        hideLabel
        dense
        placeholder="Find a setting"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {[...sections].map(([section, list]) => (
        <Section key={section} title={section} open={search !== '' || section !== 'No data'}>
          {list.map((setting) => (
            <SettingControl
              key={setting.path.join('.')}
              setting={setting}
              settings={settings}
              onChange={onChange}
            />
          ))}
        </Section>
      ))}
      {chart?.id === 'single' && (
        <Section title="Thresholds" open>
          <ThresholdsEditor path={['svp', 'thresholds']} settings={settings} onChange={onChange} />
        </Section>
      )}
      {chart?.id === 'honeycomb' && (
        <Section title="Thresholds" open>
          <ThresholdsEditor
            path={['honeyComb', 'thresholds']}
            settings={settings}
            onChange={onChange}
          />
        </Section>
      )}
      {chart && ['line', 'area', 'columns', 'column', 'bar'].includes(chart.id) && (
        <Section title="Limits">
          <LimitsEditor settings={settings} onChange={onChange} />
        </Section>
      )}
      {chart && !['single', 'map', 'table'].includes(chart.id) && (
        <Section title="Series" open={look.overrides.length > 0}>
          <OverridesEditor settings={settings} onChange={onChange} />
        </Section>
      )}
    </>
  )
}

function SettingControl({ setting, settings, onChange }: LookProps & { setting: Setting }) {
  const { path, label } = setting
  const value = valueAt(settings, path)
  const put = (next: unknown) => onChange(withSetting(settings, path, next), path.join('.'))
  switch (setting.kind) {
    case 'flag':
      return (
        <Check
          dense
          label={label}
          checked={typeof value === 'boolean' ? value : setting.otherwise}
          onChange={put}
        />
      )
    case 'choice':
      return (
        <Select
          dense
          label={label}
          value={typeof value === 'string' ? value : (setting.choices[0]?.[0] ?? '')}
          choices={setting.choices.map(([one, text]) => ({ value: one, label: text }))}
          onChange={(next) => put(next === '' ? undefined : next)}
        />
      )
    default:
      return (
        <Field
          label={label}
          dense
          placeholder={setting.placeholder}
          inputMode={setting.kind === 'number' ? 'decimal' : undefined}
          value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
          error={
            setting.kind === 'number' &&
            value !== undefined &&
            value !== null &&
            numberIn(value) === null
              ? 'This is not a number.'
              : undefined
          }
          onChange={(event) => {
            const typed = event.currentTarget.value
            const number = setting.kind === 'number' ? numberIn(typed) : null
            put(typed === '' ? undefined : (number ?? typed))
          }}
        />
      )
  }
}
