/** Paths into a JSON document, as lists of keys and as Sumo Logic writes them. */
import type { JsonValue } from './message-text'

export type JsonPath = readonly (string | number)[]

/** `userIdentity.sessionContext`, `resources[0].ARN`, `['a.b'].c` */
export function pathText(path: JsonPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    if (!/^[\w-]+$/.test(key)) return `${text}['${key}']`
    return text === '' ? key : `${text}.${key}`
  }, '')
}

export function valueAt(document: JsonValue, path: JsonPath): JsonValue | undefined {
  let value: JsonValue | undefined = document
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Record<string | number, JsonValue>)[key]
  }
  return value
}
