import { newId } from '@/lib/ids'

/** A new key of a panel, like those of documents that come from elsewhere. */
export const newPanelKey = () => `panel${newId().replaceAll('-', '').slice(0, 16)}`
