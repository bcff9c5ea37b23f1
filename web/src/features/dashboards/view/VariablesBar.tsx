import { IconRestore } from '@tabler/icons-react'
import type { Variable, VariableChoices, VariableValues } from '@/api/library-schema'
import { Button } from '@/ui/Button'
import { isDefault } from '../model/variables'
import { VariableControl } from './VariableControl'
import styles from './view.module.css'

interface Props {
  variables: readonly Variable[]
  values: VariableValues
  choices: readonly VariableChoices[] | undefined
  onChoose: (name: string, values: string[] | null) => void
  onDefaults: () => void
}

/** The variables of a dashboard in their order; each keeps its choice in the address. */
export function VariablesBar({ variables, values, choices, onChoose, onDefaults }: Props) {
  const shown = variables.filter((variable) => !variable.hideFromUI)
  if (shown.length === 0) return null
  const changed = shown.filter((one) => !isDefault(one, values[one.name] ?? []))
  return (
    <section className={styles['bar']} aria-label="Variables">
      {shown.map((variable) => (
        <VariableControl
          key={variable.name}
          variable={variable}
          values={values[variable.name] ?? []}
          choices={choices?.find((one) => one.name.toLowerCase() === variable.name.toLowerCase())}
          onChoose={(chosen) => onChoose(variable.name, chosen)}
        />
      ))}
      {changed.length > 0 && (
        <Button small kind="quiet" onClick={onDefaults}>
          <IconRestore size={14} stroke={1.5} aria-hidden />
          Defaults
        </Button>
      )}
    </section>
  )
}
