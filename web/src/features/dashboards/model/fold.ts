/** Several numbers folded into one. */

export const FOLDS = ['Latest', 'Average', 'Sum', 'Minimum', 'Maximum', 'Count'] as const
export type Fold = (typeof FOLDS)[number]

/** What a word of a document means, of the several that are used for each. */
export function foldNamed(word: string, otherwise: Fold): Fold {
  switch (word.toLowerCase()) {
    case 'avg':
    case 'average':
    case 'mean':
      return 'Average'
    case 'sum':
      return 'Sum'
    case 'min':
    case 'minimum':
      return 'Minimum'
    case 'max':
    case 'maximum':
      return 'Maximum'
    case 'count':
      return 'Count'
    case 'latest':
    case 'last':
    case 'none':
      return 'Latest'
    default:
      return otherwise
  }
}

/** The values that are there, folded; null where there are none. A count of nothing is none as well. */
export function folded(values: readonly (number | null)[], fold: Fold): number | null {
  const present = values.filter((value): value is number => value !== null)
  const latest = present.at(-1)
  if (latest === undefined) return null
  const sum = () => present.reduce((total, value) => total + value, 0)
  switch (fold) {
    case 'Latest':
      return latest
    case 'Average':
      return sum() / present.length
    case 'Sum':
      return sum()
    case 'Minimum':
      return present.reduce((least, value) => Math.min(least, value))
    case 'Maximum':
      return present.reduce((most, value) => Math.max(most, value))
    case 'Count':
      return present.length
  }
}
