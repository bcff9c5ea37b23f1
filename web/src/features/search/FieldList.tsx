import {
  IconChevronRight,
  IconColumns,
  IconMinus,
  IconHash,
  IconPlus,
  IconSum,
  IconToggleLeft,
  IconTypography,
} from '@tabler/icons-react'
import { memo, useDeferredValue, useMemo, useState } from 'react'
import type { Cell, Column } from '@/api/schema'
import { count, percent } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { countFields, type FieldCount, type MessageSet, topValues } from './messages'
import styles from './fields.module.css'

export interface FieldActions {
  onFilter: (field: string, value: Cell, negate: boolean) => void
  onCountBy: (field: string) => void
  onColumn: (field: string) => void
}

interface Props extends FieldActions {
  set: MessageSet
  shown: readonly string[]
}

/** The fields of the loaded messages, with how many have each and what they hold most. */
export const FieldList = memo(function FieldList({ set, shown, ...actions }: Props) {
  const late = useDeferredValue(set)
  const fields = useMemo(() => countFields(late), [late])
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const found = fields.filter((field) => field.name.toLowerCase().includes(typed.toLowerCase()))
  return (
    <section className={styles['fields']} aria-label="Fields">
      <div className={styles['fieldsHead']}>
        <Field
          label="Find a field"
          hideLabel
          dense
          placeholder={`Find in ${fields.length} fields`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <ul className={styles['fieldItems']}>
        {found.map((field) => (
          <li key={field.name}>
            <FieldLine
              field={field}
              total={late.rows.length}
              open={open === field.name}
              onToggle={() => setOpen(open === field.name ? null : field.name)}
            />
            {open === field.name && (
              <FieldValues
                field={field}
                set={late}
                column={shown.includes(field.name)}
                {...actions}
              />
            )}
          </li>
        ))}
      </ul>
      <p className={styles['fieldsFoot']}>
        Counts over the {count(late.rows.length)} loaded messages
      </p>
    </section>
  )
})

const TYPE_ICON: Record<Column['type'], typeof IconHash> = {
  string: IconTypography,
  int: IconHash,
  long: IconHash,
  double: IconHash,
  boolean: IconToggleLeft,
}

interface LineProps {
  field: FieldCount
  total: number
  open: boolean
  onToggle: () => void
}

function FieldLine({ field, total, open, onToggle }: LineProps) {
  const Icon = TYPE_ICON[field.type]
  return (
    <button
      type="button"
      className={styles['fieldLine']}
      aria-expanded={open}
      title={`${field.name}: in ${percent(field.filled, total)} of the messages, ${count(field.distinct)} different values`}
      onClick={onToggle}
    >
      <IconChevronRight
        size={12}
        stroke={2}
        aria-hidden
        className={open ? styles['turned'] : undefined}
      />
      <Icon size={14} stroke={1.5} aria-hidden className={styles['typeIcon']} />
      <span className={styles['fieldName']}>{field.name}</span>
      <span className={styles['fieldCount']}>{count(field.distinct)}</span>
    </button>
  )
}

interface ValuesProps extends FieldActions {
  field: FieldCount
  set: MessageSet
  column: boolean
}

function FieldValues({ field, set, column, onFilter, onCountBy, onColumn }: ValuesProps) {
  const values = useMemo(() => topValues(set.rows, field.index), [set, field.index])
  return (
    <div className={styles['values']}>
      {values.map(({ value, count: n }) => (
        <div key={String(value)} className={styles['value']}>
          <div
            className={styles['valueBar']}
            style={{ width: `${(100 * n) / field.filled}%` }}
            aria-hidden
          />
          <span className={styles['valueText']} title={String(value)}>
            {String(value)}
          </span>
          <span className={styles['valueShare']}>{percent(n, field.filled)}</span>
          <span className={styles['valueActions']}>
            <button
              type="button"
              aria-label={`Filter for ${field.name} ${String(value)}`}
              onClick={() => onFilter(field.name, value, false)}
            >
              <IconPlus size={13} stroke={2} aria-hidden />
            </button>
            <button
              type="button"
              aria-label={`Filter out ${field.name} ${String(value)}`}
              onClick={() => onFilter(field.name, value, true)}
            >
              <IconMinus size={13} stroke={2} aria-hidden />
            </button>
          </span>
        </div>
      ))}
      <div className={styles['fieldButtons']}>
        <Button small onClick={() => onCountBy(field.name)}>
          <IconSum size={13} stroke={1.75} aria-hidden />
          Count by
        </Button>
        <Button small aria-pressed={column} onClick={() => onColumn(field.name)}>
          <IconColumns size={13} stroke={1.75} aria-hidden />
          Column
        </Button>
      </div>
    </div>
  )
}
