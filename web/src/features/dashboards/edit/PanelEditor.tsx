import { IconCheck } from '@tabler/icons-react'
import { useContext, useMemo } from 'react'
import type { Panel } from '@/api/library-schema'
import { useZone } from '@/app/preferences'
import { useTimeRange } from '@/app/time-range'
import { now } from '@/lib/time'
import { rangeLabel, rangeText } from '@/lib/time-expression'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { TextArea } from '@/ui/TextArea'
import { withChangedPanel, withSetting } from '../model/edits'
import { readLook } from '../model/look'
import { documentRange, rangeOfDocument } from '../model/time-ranges'
import { ViewContext, type DashboardView } from '../view/context'
import { PanelSlot } from '../view/PanelSlot'
import type { Change } from '../view/use-draft'
import { usePanelState } from '../view/use-panels'
import { Section } from './Section'
import { LookSettings } from './LookSettings'
import { QueriesEditor } from './QueriesEditor'
import styles from './edit.module.css'

interface Props {
  panel: Panel
  onChange: Change
  onClose: () => void
}

/** One panel: what it will look like, its queries below, and its settings beside both. */
export function PanelEditor(props: Props) {
  const view = useContext(ViewContext)
  return view && <Editor view={view} {...props} />
}

function Editor({ panel, view, onChange, onClose }: Props & { view: DashboardView }) {
  const { answer } = usePanelState(view.feed, panel.key)
  const look = useMemo(() => readLook(panel.visualSettings), [panel.visualSettings])
  const put = (change: Partial<Panel>, tag: string) =>
    onChange(
      (document) => withChangedPanel(document, { ...panel, ...change }),
      `${panel.key} ${tag}`,
    )
  const putLook = (visualSettings: string, tag: string) => put({ visualSettings }, tag)
  const hide = (letter: string, hidden: boolean) => {
    const others = look.hiddenQueries.filter((one) => one !== letter)
    const next = hidden ? [...others, letter] : others
    putLook(withSetting(panel.visualSettings, ['hiddenQueryKeys'], next), 'hidden')
  }
  const isText = panel.panelType === 'TextPanel'
  return (
    <div className={styles['editor']} role="region" aria-label="Panel editor">
      <div className={styles['stage']}>
        <div className={styles['preview']}>
          <PanelSlot panel={panel} preview />
        </div>
        {isText ? (
          <section className={styles['queries']} aria-label="Text">
            <TextArea
              label="Text, as Markdown"
              rows={10}
              mono
              value={panel.text ?? ''}
              note="Without a text the panel is a heading. {{variables}} are filled in; HTML is left out."
              onChange={(text) => put({ text }, 'text')}
            />
          </section>
        ) : (
          <QueriesEditor
            queries={panel.queries ?? []}
            answer={answer}
            hidden={look.hiddenQueries}
            onChange={(queries) => put({ queries }, `queries ${JSON.stringify(queries)}`)}
            onHide={hide}
          />
        )}
      </div>
      <aside className={styles['settings']} aria-label="Settings of the panel">
        <div className={styles['settingsHead']}>
          <h3>Panel</h3>
          <Button small kind="primary" onClick={onClose}>
            <IconCheck size={14} stroke={1.75} aria-hidden />
            Back to the dashboard
          </Button>
        </div>
        <Field
          label="Title"
          dense
          value={panel.title ?? ''}
          onChange={(event) => put({ title: event.currentTarget.value }, 'title')}
        />
        {isText ? (
          <TextSettings settings={panel.visualSettings} onChange={putLook} />
        ) : (
          <>
            <Field
              label="Description"
              dense
              value={panel.description ?? ''}
              onChange={(event) => put({ description: event.currentTarget.value }, 'description')}
            />
            <OwnRange panel={panel} onChange={(timeRange) => put({ timeRange }, 'range')} />
            <LookSettings settings={panel.visualSettings} onChange={putLook} />
          </>
        )}
      </aside>
    </div>
  )
}

const RANGES = ['-15m', '-1h', '-3h', '-6h', '-1d', '-3d', '-7d', '-30d']

interface RangeProps {
  panel: Panel
  onChange: (timeRange: Panel['timeRange']) => void
}

/** The dashboard's range, or one of the panel's own. */
function OwnRange({ panel, onChange }: RangeProps) {
  const zone = useZone()
  const shown = useTimeRange()
  const own = panel.timeRange ? rangeOfDocument(panel.timeRange, now(), zone) : null
  const value = own ? rangeText(own) : ''
  const offered = [...new Set([...RANGES, ...(value ? [value] : [])])]
  return (
    <Select
      dense
      label="Range"
      value={value}
      choices={[
        { value: '', label: `The dashboard’s (${rangeLabel(shown, now(), zone)})` },
        ...offered.map((from) => ({
          value: from,
          label:
            from === value && own
              ? rangeLabel(own, now(), zone)
              : rangeLabel({ from, to: 'now' }, now(), zone),
        })),
      ]}
      onChange={(from) => {
        if (from === value) return
        onChange(from === '' ? null : documentRange({ from, to: 'now' }))
      }}
    />
  )
}

interface TextProps {
  settings: string | null | undefined
  onChange: (settings: string, tag: string) => void
}

function TextSettings({ settings, onChange }: TextProps) {
  const { text } = readLook(settings)
  const put = (name: string, value: unknown) =>
    onChange(withSetting(settings, ['text', name], value), `text ${name}`)
  return (
    <Section title="Text" open>
      <Select
        dense
        label="Written as"
        value={text.markdown ? 'markdownV2' : 'text'}
        choices={[
          { value: 'markdownV2', label: 'Markdown' },
          { value: 'text', label: 'Plain text' },
        ]}
        onChange={(value) => put('format', value)}
      />
      <Select
        dense
        label="Alignment"
        value={text.horizontal || 'left'}
        choices={[
          { value: 'left', label: 'Left' },
          { value: 'center', label: 'Centre' },
          { value: 'right', label: 'Right' },
        ]}
        onChange={(value) => put('horizontalAlignment', value)}
      />
      <div className={styles['triple']}>
        <Field
          label="Size"
          dense
          inputMode="numeric"
          placeholder="13"
          value={text.fontSize ?? ''}
          onChange={(event) => put('fontSize', event.currentTarget.value || undefined)}
        />
        <ColorField label="Ink" value={text.color} onChange={(value) => put('textColor', value)} />
        <ColorField
          label="Paper"
          value={text.background}
          onChange={(value) => put('backgroundColor', value)}
        />
      </div>
    </Section>
  )
}

interface ColorProps {
  label: string
  value: string
  onChange: (value: string | undefined) => void
}

function ColorField({ label, value, onChange }: ColorProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <span className={styles['inline']}>
        <input
          type="color"
          value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#888888'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {value && (
          <Button small kind="quiet" onClick={() => onChange(undefined)}>
            None
          </Button>
        )}
      </span>
    </label>
  )
}
