import { expect, it } from 'vitest'
import { namesIn } from './paths'

it('reads names as the server writes them', () => {
  expect(namesIn('/Library/a%2Fb/50% of 25%/%252F/%2525')).toEqual([
    'Library',
    'a/b',
    '50% of 25%',
    '%2F',
    '%25',
  ])
  expect(namesIn('')).toEqual([])
})
