import { IconPlus, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Connection } from '@/api/monitors-schema'
import { Button, IconButton } from '@/ui/Button'
import { Check } from '@/ui/Check'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Select'
import { Section } from './Section'
import { type Draft, EMAIL, KIND_LABEL, KINDS, type Telling } from './monitor-draft'
import styles from './monitors.module.css'

interface Props {
  draft: Draft
  channels: readonly Connection[]
  problems: ReadonlyMap<string, string>
  onChange: (part: Partial<Draft>) => void
}

/** Who is told, of what. */
export function Tellings({ draft, channels, problems, onChange }: Props) {
  const { tellings, conditions } = draft
  const set = (index: number, part: Partial<Telling>) =>
    onChange({ tellings: tellings.map((one, at) => (at === index ? { ...one, ...part } : one)) })
  const add = () =>
    onChange({
      tellings: [
        ...tellings,
        {
          channel: channels[0]?.id ?? EMAIL,
          recipients: '',
          kinds: KINDS.filter((kind) => conditions[kind].on),
          recovery: true,
          rest: {},
        },
      ],
    })
  const choices = [
    { value: EMAIL, label: 'E-mail' },
    ...channels.map(({ id, name, webhookType }) => ({
      value: id,
      label: `${name} (${webhookType})`,
    })),
  ]
  return (
    <Section title="3. Who is told">
      {tellings.map((one, index) => (
        <div key={index} className={styles['telling']}>
          <Select
            label="Channel"
            value={one.channel}
            choices={
              choices.some((choice) => choice.value === one.channel)
                ? choices
                : [{ value: one.channel, label: 'a channel that is gone' }, ...choices]
            }
            onChange={(channel) => set(index, { channel })}
          />
          {one.channel === EMAIL && (
            <Field
              label="To"
              placeholder="ana@example.com, bob@example.com"
              value={one.recipients}
              onChange={(event) => set(index, { recipients: event.currentTarget.value })}
            />
          )}
          <div className={styles['checks']} role="group" aria-label="Of what">
            {KINDS.map((kind) => (
              <Check
                key={kind}
                label={KIND_LABEL[kind]}
                checked={one.kinds.includes(kind)}
                onChange={(on) =>
                  set(index, {
                    kinds: KINDS.filter((held) => (held === kind ? on : one.kinds.includes(held))),
                  })
                }
              />
            ))}
            <Check
              label="and of the end"
              checked={one.recovery}
              onChange={(recovery) => set(index, { recovery })}
            />
          </div>
          <IconButton
            label="Tell this channel no more"
            onClick={() => onChange({ tellings: tellings.filter((_, at) => at !== index) })}
          >
            <IconTrash size={16} stroke={1.5} />
          </IconButton>
          {problems.get(`telling-${index}`) && (
            <div className="field-error">{problems.get(`telling-${index}`)}</div>
          )}
        </div>
      ))}
      <div className={styles['marks']}>
        <Button small onClick={add}>
          <IconPlus size={14} stroke={1.75} aria-hidden />
          Tell somebody
        </Button>
        <Link to="/monitors" search={{ view: 'channels' }}>
          Channels
        </Link>
      </div>
    </Section>
  )
}
