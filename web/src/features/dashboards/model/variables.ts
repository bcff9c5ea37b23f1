/** Values of variables: in the address, in a request, in a title. */
import type { Variable, VariableValues } from '@/api/library-schema'

export const ALL = '*'

/** The values that a variable has before anybody chooses: its default; without one all of them. */
export function defaultValues({ defaultValue }: Variable): string[] {
  return [defaultValue || ALL]
}

/** The values of all variables: chosen ones where there are, else the defaults. */
export function currentValues(
  variables: readonly Variable[],
  chosen: VariableValues,
): VariableValues {
  return Object.fromEntries(
    variables.map((variable) => [
      variable.name,
      chosen[variable.name.toLowerCase()] ?? defaultValues(variable),
    ]),
  )
}

/** Whether values are those that nobody chose. */
export function isDefault(variable: Variable, values: readonly string[]): boolean {
  const defaults = defaultValues(variable)
  return values.length === defaults.length && values.every((one, at) => one === defaults[at])
}

/** A choice of several with one taken or left; all stands alone. */
export function toggled(values: readonly string[], value: string): string[] {
  if (value === ALL) return [ALL]
  const others = values.filter((one) => one !== ALL)
  const next = others.includes(value) ? others.filter((one) => one !== value) : [...others, value]
  return next.length > 0 ? next : [ALL]
}

/** What a variable is called, and what its values say in one line. */
export const labelOf = ({ displayName, name }: Variable) => displayName || name

export function valuesText(values: readonly string[]): string {
  if (values.length === 0) return 'None'
  if (values.includes(ALL)) return 'All'
  return values.length > 2
    ? `${values.slice(0, 2).join(', ')} + ${values.length - 2}`
    : values.join(', ')
}

/** A variable in a text, in two braces or in three, between which its value stands as it is. */
const PLACE = /\{\{\{\s*([^{}]+?)\s*\}\}\}|\{\{\s*([^{}]+?)\s*\}\}/g

/** A title with `{{variable}}` filled in; names that are none stay as they are. */
export function filled(text: string, values: VariableValues): string {
  const byName = new Map(Object.entries(values).map(([name, held]) => [name.toLowerCase(), held]))
  return text.replace(PLACE, (whole, raw?: string, name?: string) => {
    const held = byName.get((raw ?? name ?? '').toLowerCase())
    return held ? valuesText(held) : whole
  })
}

/** The variables whose placeholders stand in a text, in small letters. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(PLACE)].map(([, raw, name]) => (raw ?? name ?? '').toLowerCase())
}
