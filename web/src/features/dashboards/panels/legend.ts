/** Which series of a chart are shown: a click on a legend isolates one, with Shift it takes one away or back. */

export type Hidden = ReadonlySet<string>

export const NONE_HIDDEN: Hidden = new Set()

/** The series that are hidden after a click on one of them. */
export function clicked(
  names: readonly string[],
  hidden: Hidden,
  name: string,
  toggle: boolean,
): Hidden {
  if (toggle) {
    const next = new Set(hidden)
    if (!next.delete(name)) next.add(name)
    return next.size === names.length ? NONE_HIDDEN : next
  }
  const alone = names.every((one) => (one === name) !== hidden.has(one))
  return alone ? NONE_HIDDEN : new Set(names.filter((one) => one !== name))
}
