import { expect, test } from 'vitest'
import { previewOf } from './preview'

test('messages that the stages drop are told from those that they read', () => {
  const messages = {
    names: ['_messageId', '_raw'],
    rows: [
      ['1', 'a=1'],
      ['2', 'b'],
      ['3', 'a='],
    ],
  }
  const read = {
    names: ['_messageId', '_raw', 'a'],
    rows: [
      ['1', 'a=1', '1'],
      ['3', 'a=', ''],
    ],
  }
  expect(previewOf(messages, read)).toEqual({
    total: 3,
    matched: 2,
    fields: [{ name: 'a', filled: 1 }],
    rows: [
      { raw: 'a=1', matched: true, values: ['1'] },
      { raw: 'b', matched: false, values: [null] },
      { raw: 'a=', matched: true, values: [null] },
    ],
  })
})

test('a list of fields shows those that messages have already', () => {
  const messages = {
    names: ['_messageId', '_raw', 'account', 'region'],
    rows: [['1', 'x', 'a', 'r']],
  }
  const read = { names: ['_messageId', '_raw', 'account'], rows: [['1', 'x', 'dev']] }
  expect(previewOf(messages, read).fields).toEqual([{ name: 'account', filled: 1 }])
})
