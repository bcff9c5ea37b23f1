import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Variable } from '@/api/library-schema'
import { Button, IconButton } from '@/ui/Button'
import { Check } from '@/ui/Check'
import { Field } from '@/ui/Field'
import { Modal } from '@/ui/Modal'
import { Select } from '@/ui/Select'
import { TextArea } from '@/ui/TextArea'
import { withVariables } from '../model/edits'
import type { Change } from '../view/use-draft'
import styles from './edit.module.css'

const icon = { size: 15, stroke: 1.5 }
const NAME = /^[A-Za-z0-9_]+$/
const SOURCES = [
  { value: 'MetadataVariableSourceDefinition', label: 'A dimension of metrics' },
  { value: 'LogQueryVariableSourceDefinition', label: 'A field of a log search' },
  { value: 'CsvVariableSourceDefinition', label: 'A list' },
]

interface Props {
  variables: readonly Variable[]
  onChange: Change
  onClose: () => void
}

/** The variables of a dashboard: their names, where their values come from, what is chosen at first. */
export function VariablesEditor({ variables, onChange, onClose }: Props) {
  const [list, setList] = useState<Variable[]>(() => [...variables])
  const [chosen, setChosen] = useState(0)
  const variable = list[chosen]
  const problems = list.map((one, index) => problemOf(one, index, list))
  const put = (next: Variable) => setList(list.map((one, index) => (index === chosen ? next : one)))
  const add = () => {
    setList([...list, newVariable(list)])
    setChosen(list.length)
  }
  const move = (by: -1 | 1) => {
    const next = [...list]
    const [one] = next.splice(chosen, 1)
    if (one) next.splice(chosen + by, 0, one)
    setList(next)
    setChosen(chosen + by)
  }
  const remove = () => {
    setList(list.filter((_, index) => index !== chosen))
    setChosen(Math.max(0, chosen - 1))
  }
  return (
    <Modal opened onClose={onClose} title="Variables" width={760}>
      <div className={styles['variables']}>
        <div className={styles['variableList']}>
          <ul aria-label="Variables">
            {list.map((one, index) => (
              <li key={index}>
                <button
                  type="button"
                  aria-current={index === chosen}
                  data-problem={problems[index] !== null}
                  onClick={() => setChosen(index)}
                >
                  {one.name || '(no name)'}
                </button>
              </li>
            ))}
          </ul>
          <Button small onClick={add}>
            <IconPlus {...icon} aria-hidden />
            Add a variable
          </Button>
        </div>
        {variable ? (
          <div className={styles['form']}>
            <div className={styles['inline']}>
              <h3>{`{{${variable.name}}}`}</h3>
              <IconButton small label="Earlier" disabled={chosen === 0} onClick={() => move(-1)}>
                <IconArrowUp {...icon} />
              </IconButton>
              <IconButton
                small
                label="Later"
                disabled={chosen === list.length - 1}
                onClick={() => move(1)}
              >
                <IconArrowDown {...icon} />
              </IconButton>
              <IconButton small label={`Delete ${variable.name}`} onClick={remove}>
                <IconTrash {...icon} />
              </IconButton>
            </div>
            <VariableForm
              key={chosen}
              variable={variable}
              problem={problems[chosen] ?? null}
              onChange={put}
            />
          </div>
        ) : (
          <p className={styles['note']}>
            A variable stands in queries and titles as {'{{name}}'}; whoever looks at the dashboard
            chooses its value.
          </p>
        )}
      </div>
      <div className={styles['formActions']}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          kind="primary"
          disabled={problems.some((one) => one !== null)}
          onClick={() => {
            onChange((now) => withVariables(now, list))
            onClose()
          }}
        >
          Apply
        </Button>
      </div>
    </Modal>
  )
}

function newVariable(list: readonly Variable[]): Variable {
  const taken = new Set(list.map(({ name }) => name.toLowerCase()))
  let number = list.length + 1
  while (taken.has(`variable${number}`)) number += 1
  return {
    id: null,
    name: `variable${number}`,
    displayName: null,
    defaultValue: '*',
    sourceDefinition: {
      variableSourceType: 'MetadataVariableSourceDefinition',
      filter: '',
      key: '',
    },
    allowMultiSelect: false,
    includeAllOption: true,
    hideFromUI: false,
    valueType: 'Any',
  }
}

/** Why a variable cannot stay as it is. */
export function problemOf(
  { name }: Variable,
  at: number,
  list: readonly Variable[],
): string | null {
  if (!NAME.test(name)) return 'A name has letters, digits and _ alone.'
  const same = list.some(
    (one, index) => index !== at && one.name.toLowerCase() === name.toLowerCase(),
  )
  return same ? 'Another variable has this name.' : null
}

interface FormProps {
  variable: Variable
  problem: string | null
  onChange: (variable: Variable) => void
}

function VariableForm({ variable, problem, onChange }: FormProps) {
  const source: Record<string, unknown> = variable.sourceDefinition ?? {}
  const word = (name: string) => (typeof source[name] === 'string' ? source[name] : '')
  const kind = word('variableSourceType')
  const put = (change: Partial<Variable>) => onChange({ ...variable, ...change })
  const putSource = (change: Record<string, unknown>) =>
    put({ sourceDefinition: { ...source, ...change } })
  return (
    <>
      <div className={styles['pair']}>
        <Field
          label="Name"
          dense
          value={variable.name}
          error={problem ?? undefined}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
        <Field
          label="Shown as"
          dense
          placeholder={variable.name}
          value={variable.displayName ?? ''}
          onChange={(event) => put({ displayName: event.currentTarget.value || null })}
        />
      </div>
      <Select
        dense
        label="Values come from"
        value={kind}
        choices={SOURCES}
        onChange={(variableSourceType) => put({ sourceDefinition: { variableSourceType } })}
      />
      {kind === 'MetadataVariableSourceDefinition' && (
        <div className={styles['pair']}>
          <Field
            label="Dimension"
            dense
            placeholder="endpointname"
            value={word('key')}
            onChange={(event) => putSource({ key: event.currentTarget.value })}
          />
          <Field
            label="Of series that match"
            dense
            placeholder="namespace=AWS/SageMaker region={{region}}"
            value={word('filter')}
            onChange={(event) => putSource({ filter: event.currentTarget.value })}
          />
        </div>
      )}
      {kind === 'LogQueryVariableSourceDefinition' && (
        <>
          <TextArea
            label="Query"
            mono
            value={word('query')}
            onChange={(query) => putSource({ query })}
          />
          <Field
            label="Field of its result"
            dense
            value={word('field')}
            onChange={(event) => putSource({ field: event.currentTarget.value })}
          />
        </>
      )}
      {kind === 'CsvVariableSourceDefinition' && (
        <Field
          label="Values, with commas between them"
          dense
          placeholder="5, 10, 25"
          value={word('values')}
          onChange={(event) => putSource({ values: event.currentTarget.value })}
        />
      )}
      <div className={styles['pair']}>
        <Field
          label="Value at first"
          dense
          placeholder="*"
          value={variable.defaultValue ?? ''}
          onChange={(event) => put({ defaultValue: event.currentTarget.value })}
        />
        <Select
          dense
          label="Put into queries as"
          value={variable.valueType ?? 'Any'}
          choices={[
            { value: 'Any', label: 'Plain text' },
            { value: 'String', label: 'A text in quotes' },
            { value: 'Numeric', label: 'A number' },
          ]}
          onChange={(valueType) => put({ valueType })}
        />
      </div>
      <Check
        dense
        label="Several values may be chosen"
        checked={variable.allowMultiSelect ?? false}
        onChange={(allowMultiSelect) => put({ allowMultiSelect })}
      />
      <Check
        dense
        label="All (*) may be chosen"
        checked={variable.includeAllOption !== false}
        onChange={(includeAllOption) => put({ includeAllOption })}
      />
      <Check
        dense
        label="Not shown on the dashboard"
        checked={variable.hideFromUI ?? false}
        onChange={(hideFromUI) => put({ hideFromUI })}
      />
    </>
  )
}
