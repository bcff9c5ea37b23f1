import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { TreeNode } from '@/api/explore-schema'
import { count } from '@/lib/format'
import { HealthMark } from './HealthMark'
import { unwellText } from './health-words'
import { parentId, toggled, type TreeRow, treeRows } from './tree-rows'
import styles from './explore.module.css'

interface Props {
  nodes: readonly TreeNode[]
  chosen: string | undefined
  onChoose: (node: TreeNode) => void
  /** Enter on an entity, or a second click. */
  onOpen: (node: TreeNode) => void
}

const ROW = 26

/** The hierarchy as a tree that keys walk through. */
export function EntityTree({ nodes, chosen, onChoose, onOpen }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => treeRows(nodes, turned), [nodes, turned])
  const at = rows.findIndex((row) => row.node.id === chosen && row.more === undefined)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 16,
  })
  const shown = useRef(false)
  useEffect(() => {
    // Once: afterwards the list is where somebody has scrolled it to.
    if (shown.current || at < 0) return
    shown.current = true
    virtual.scrollToIndex(at, { align: 'center' })
  }, [at, virtual])

  const goTo = (index: number) => {
    const step = index < at ? -1 : 1
    let next = index
    while (rows[next]?.more !== undefined) next += step
    const row = rows[Math.min(rows.length - 1, Math.max(0, next))]
    if (!row || row.more !== undefined) return
    onChoose(row.node)
    virtual.scrollToIndex(rows.indexOf(row))
  }
  const turn = (id: string) => setTurned(toggled(turned, id))

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const row = rows[at]
    const actions: Record<string, () => void> = {
      ArrowDown: () => goTo(at + 1),
      j: () => goTo(at + 1),
      ArrowUp: () => goTo(Math.max(0, at - 1)),
      k: () => goTo(Math.max(0, at - 1)),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      ArrowRight: () => {
        if (row && row.node.children.length > 0 && !row.open) turn(row.node.id)
        else goTo(at + 1)
      },
      ArrowLeft: () => {
        if (row?.open) turn(row.node.id)
        else if (row) goTo(rows.findIndex((one) => one.node.id === parentId(row.node.id)))
      },
      Enter: () => {
        if (row?.node.entity) onOpen(row.node)
        else if (row) turn(row.node.id)
      },
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }

  return (
    <div
      ref={scroller}
      className={styles['tree']}
      role="tree"
      aria-label="Accounts and what they hold"
      tabIndex={0}
      aria-activedescendant={at >= 0 ? rowId(at) : undefined}
      onKeyDown={press}
    >
      <div role="none" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          return (
            row && (
              <Line
                key={item.key}
                row={row}
                index={item.index}
                top={item.start}
                chosen={item.index === at}
                onChoose={() => onChoose(row.node)}
                onOpen={() => row.node.entity && onOpen(row.node)}
                onTurn={() => turn(row.node.id)}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

const rowId = (index: number) => `explore-row-${index}`

interface LineProps {
  row: TreeRow
  index: number
  top: number
  chosen: boolean
  onChoose: () => void
  onOpen: () => void
  onTurn: () => void
}

function Line({ row, index, top, chosen, onChoose, onOpen, onTurn }: LineProps) {
  const { node, depth, open, more } = row
  const style = { transform: `translateY(${top}px)`, paddingLeft: 8 + depth * 16 }
  if (more !== undefined) {
    return (
      <div className={styles['more']} style={style} role="none">
        {count(more)} more: filter to see them
      </div>
    )
  }
  const Turn = open ? IconChevronDown : IconChevronRight
  const parts = node.children.length > 0
  return (
    <div
      id={rowId(index)}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={chosen}
      aria-expanded={parts ? open : undefined}
      className={styles['line']}
      data-branch={node.entity === undefined}
      style={style}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <span
        className={styles['turn']}
        role="none"
        onClick={(event) => {
          event.stopPropagation()
          if (parts) onTurn()
        }}
      >
        {parts && <Turn size={14} stroke={1.75} aria-hidden />}
      </span>
      <HealthMark level={node.health} />
      <span className={styles['lineName']}>{node.name || '(none)'}</span>
      <span className={styles['lineNote']}>
        {node.entity ? noteOf(node) : unwellText(node.counts)}
      </span>
    </div>
  )
}

const noteOf = ({ kindLabel, entity }: TreeNode) =>
  entity?.status ? `${kindLabel} · ${entity.status}` : kindLabel
