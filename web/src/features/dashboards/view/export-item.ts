import { faultsOf } from '@/api/faults'
import { library } from '@/api/library'
import { download, fileName } from '@/lib/export'
import { notify } from '@/ui/notify'

/** Saves an item of the library, with everything in it, as a file that can be imported. */
export async function exportItem(id: string, name: string): Promise<void> {
  try {
    const document = await library.export(id)
    download(`${fileName(name)}.json`, 'application/json', JSON.stringify(document, null, 2))
  } catch (error) {
    notify(faultsOf(error)[0]?.message ?? 'It could not be exported.')
  }
}
