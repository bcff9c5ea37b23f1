/** The tree as the rows that are seen of it, and what keys do in it. */
import type { TreeNode } from '@/api/explore-schema'

export interface TreeRow {
  node: TreeNode
  depth: number
  open: boolean
  /** How many children of the node before are not in the tree. */
  more?: number
}

/** Branches stand open unless somebody has closed them; entities are closed unless somebody has opened them. */
export function isOpen(node: TreeNode, turned: ReadonlySet<string>): boolean {
  return turned.has(node.id) ? node.entity !== undefined : node.entity === undefined
}

/** The rows that are seen, from the top down. */
export function treeRows(
  nodes: readonly TreeNode[],
  turned: ReadonlySet<string>,
  depth = 0,
): TreeRow[] {
  return nodes.flatMap((node) => {
    const open = node.children.length > 0 && isOpen(node, turned)
    const own: TreeRow = { node, depth, open }
    if (!open) return [own]
    const below = treeRows(node.children, turned, depth + 1)
    const left: TreeRow[] =
      node.leftOut > 0 ? [{ node, depth: depth + 1, open: false, more: node.leftOut }] : []
    return [own, ...below, ...left]
  })
}

/** The node of an id. */
export function findNode(nodes: readonly TreeNode[], id: string): TreeNode | undefined {
  for (const node of nodes) {
    if (node.id === id) return node
    const found = id.startsWith(`${node.id}/`) ? findNode(node.children, id) : undefined
    if (found) return found
  }
  return undefined
}

/** The id of the node around one; null for an account. */
export function parentId(id: string): string | null {
  const end = id.lastIndexOf('/')
  return end < 0 ? null : id.slice(0, end)
}

/** A set with an element that was not in it, or without one that was. */
export function toggled(set: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
