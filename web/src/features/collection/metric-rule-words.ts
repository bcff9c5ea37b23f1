import type { MetricRule } from '@/api/collection-schema'

type Variables = MetricRule['variablesToExtract']

/** The dimensions that a text derives, a line or a blank between two: `job=$Host._1 instance=$Host._2`. */
export function variablesOf(text: string): Variables {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((one) => {
      const at = one.indexOf('=')
      return at < 0
        ? { name: one, tagSequence: '' }
        : { name: one.slice(0, at), tagSequence: one.slice(at + 1) }
    })
}

/** The same as a text. */
export function setsOf(variables: Variables, between = ' '): string {
  return variables.map((one) => `${one.name}=${one.tagSequence}`).join(between)
}
