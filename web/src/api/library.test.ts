import { expect, it } from 'vitest'
import { readLines } from './library'

function streamOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece)
      }
      controller.close()
    },
  })
}

it('hands over each line of a stream, wherever it is cut', async () => {
  const lines: unknown[] = []
  const bytes = new TextEncoder().encode('{"name":"é"}\n')
  const cut = bytes.indexOf(0xc3) + 1
  await readLines(
    streamOf('{"a":1}\n{"b"', ':2}\n\n', bytes.slice(0, cut), bytes.slice(cut), '{"last":true}'),
    (line) => lines.push(line),
  )
  expect(lines).toEqual([{ a: 1 }, { b: 2 }, { name: 'é' }, { last: true }])
})
