import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const SMALLEST = 1024
const COMPRESSIBLE = /\.(js|css|svg|json|html)$/

/** Writes a .gz beside every text asset above 1 KB, so that the server never compresses on the way out. */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir
    },
    async closeBundle() {
      const assets = join(folder, 'assets')
      const names = (await readdir(assets)).filter((name) => COMPRESSIBLE.test(name))
      await Promise.all(names.map((name) => compress(join(assets, name))))
    },
  }
}

async function compress(path: string): Promise<void> {
  if ((await stat(path)).size <= SMALLEST) return
  // gzip's header has no time here, so equal input gives equal bytes.
  await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }))
}
