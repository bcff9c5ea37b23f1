import * as z from 'zod/mini'

const bootSchema = z.object({ base: z.optional(z.string()), version: z.optional(z.string()) })

/** What the server wrote into index.html: the path the page is served under, and its version. */
export function readBoot(doc: Document): { base: string; version: string } {
  const parsed = bootSchema.safeParse(parseJson(doc.getElementById('boot')?.textContent ?? '{}'))
  const { base, version } = parsed.success ? parsed.data : {}
  return { base: base ?? folderOf(doc.baseURI), version: version ?? '' }
}

// Every page has an address of one segment (base + "search"), so the folder of the address is the base.
function folderOf(address: string): string {
  return new URL('.', address).pathname
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
