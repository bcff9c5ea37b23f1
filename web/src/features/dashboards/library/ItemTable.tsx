import {
  IconDots,
  IconFile,
  IconFolder,
  IconLayoutDashboard,
  IconSearch,
} from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Found, Item } from '@/api/library-schema'
import { useZone } from '@/app/preferences'
import { cellStamp, instantOfStamp } from '@/lib/time'
import { Menu, type MenuEntry } from '@/ui/Menu'
import { exportItem } from '../view/export-item'
import type { Asked } from './ItemDialogs'
import { isDashboard, isFolder, isSearch } from './use-library'
import { useOpenSearch } from './use-open-search'
import styles from './library.module.css'

const ICONS: Record<string, typeof IconFile> = {
  Folder: IconFolder,
  Dashboard: IconLayoutDashboard,
  Search: IconSearch,
}

interface Props {
  items: readonly (Item | Found)[]
  empty: ReactNode
  onFolder: (item: Item) => void
  onAsk: (asked: Asked) => void
}

/** Items of the library, each with its menu; of those that were found also where. */
export function ItemTable({ items, empty, onFolder, onAsk }: Props) {
  const zone = useZone()
  if (items.length === 0) return empty
  return (
    <div className={styles['scroll']}>
      <table className={styles['items']}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Changed</th>
            <th>
              <span className="sr-only">Menu</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>
                <Name item={item} onFolder={onFolder} />
                {'path' in item && (
                  <div className={styles['place']}>
                    {item.path}
                    {item.where &&
                      ` · ${item.where === 'description' ? item.description : item.where}`}
                  </div>
                )}
                {!('path' in item) && item.description && (
                  <div className={styles['place']}>{item.description}</div>
                )}
              </td>
              <td>{item.ofApp ? `${item.itemType} of an app` : item.itemType}</td>
              <td className={styles['time']}>
                {cellStamp(instantOfStamp(item.modifiedAt), zone).slice(0, 16)}
              </td>
              <td>
                <ItemMenu item={item} onAsk={onAsk} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Name({ item, onFolder }: { item: Item; onFolder: (item: Item) => void }) {
  const openSearch = useOpenSearch()
  const Icon = ICONS[item.itemType] ?? IconFile
  const inside = (
    <>
      <Icon size={16} stroke={1.5} aria-hidden />
      <span>{item.name}</span>
    </>
  )
  if (isDashboard(item)) {
    return (
      <Link to="/dashboards/$id" params={{ id: item.id }} className={styles['name']}>
        {inside}
      </Link>
    )
  }
  if (isFolder(item) || isSearch(item)) {
    const open = () => (isFolder(item) ? onFolder(item) : void openSearch(item))
    return (
      <button type="button" className={styles['name']} onClick={open}>
        {inside}
      </button>
    )
  }
  return (
    <span className={styles['name']} title="It is kept here, and exported again.">
      {inside}
    </span>
  )
}

function ItemMenu({ item, onAsk }: { item: Item; onAsk: (asked: Asked) => void }) {
  const navigate = useNavigate()
  const openSearch = useOpenSearch()
  const ask = (kind: 'rename' | 'move' | 'copy' | 'delete', label: string): MenuEntry => ({
    label,
    onSelect: () => onAsk({ kind, item }),
  })
  const entries: (MenuEntry | 'line')[] = [
    ...(isDashboard(item)
      ? [
          {
            label: 'Open',
            onSelect: () => void navigate({ to: '/dashboards/$id', params: { id: item.id } }),
          },
          ...(item.ofApp
            ? []
            : [
                {
                  label: 'Edit',
                  onSelect: () =>
                    void navigate({
                      to: '/dashboards/$id',
                      params: { id: item.id },
                      search: { edit: '1' },
                    }),
                },
              ]),
          'line' as const,
        ]
      : []),
    ...(isSearch(item)
      ? [{ label: 'Open', onSelect: () => void openSearch(item) }, 'line' as const]
      : []),
    ...(item.ofApp
      ? []
      : [
          ...(isFolder(item) || isDashboard(item) ? [ask('rename', 'Rename')] : []),
          ask('move', 'Move'),
        ]),
    ask('copy', 'Copy to a folder'),
    { label: 'Export as a file', onSelect: () => void exportItem(item.id, item.name) },
    ...(item.ofApp ? [] : ['line' as const, ask('delete', 'Delete')]),
  ]
  return (
    <Menu
      title={item.name}
      entries={entries}
      target={
        <button
          type="button"
          className="btn btn-quiet btn-icon btn-small"
          aria-label={`Menu of ${item.name}`}
        >
          <IconDots size={15} stroke={1.5} aria-hidden />
        </button>
      }
    />
  )
}
