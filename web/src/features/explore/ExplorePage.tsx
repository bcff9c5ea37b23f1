import { IconCoin } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { TreeNode } from '@/api/explore-schema'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { Faults } from '@/ui/Faults'
import { EntityTree } from './EntityTree'
import { FilterChips } from './FilterChips'
import { NodePane } from './NodePane'
import { findNode } from './tree-rows'
import { useTree } from './use-explore'
import styles from './explore.module.css'

const route = getRouteApi('/explore')

/** Explore: accounts, regions, namespaces and entities with their health, and what is known of the chosen one. */
export function ExplorePage() {
  const state = route.useSearch()
  const navigate = route.useNavigate()
  const filter = state.f ?? []
  const { data, error, isPending } = useTree(filter)
  const nodes = data?.data ?? []
  const chosen = state.node === undefined ? undefined : findNode(nodes, state.node)
  const choose = (id: string) => void navigate({ search: (now) => ({ ...now, node: id }) })
  const range = { from: state.from, to: state.to }
  return (
    <div className={styles['page']}>
      <div className={styles['side']}>
        <FilterChips
          filter={filter}
          onFilter={(f) =>
            void navigate({ search: (now) => ({ ...now, f: f.length > 0 ? f : undefined }) })
          }
        />
        {error && (
          <div className={styles['notice']}>
            <Faults error={error} />
          </div>
        )}
        {nodes.length > 0 && (
          <EntityTree
            nodes={nodes}
            chosen={state.node}
            onChoose={(node) => choose(node.id)}
            onOpen={(node) => void openEntity(node)}
          />
        )}
        {!isPending && !error && nodes.length === 0 && (
          <Nothing filtered={filter.length > 0} onClear={() => void navigate({ search: range })} />
        )}
        <Link to="/explore/idle" search={range} className={styles['idleLink']}>
          <IconCoin size={15} stroke={1.5} aria-hidden />
          Idle endpoints and what they cost
        </Link>
      </div>
      <div className={styles['detail']}>
        {chosen ? (
          <NodePane node={chosen} range={range} onChoose={choose} />
        ) : (
          nodes.length > 0 && <Summary nodes={nodes} onChoose={choose} />
        )}
      </div>
    </div>
  )

  function openEntity({ entity }: TreeNode) {
    if (!entity) return
    return navigate({
      to: '/explore/entity/$entity',
      params: { entity: entity.id },
      search: { from: state.from ?? '-24h', to: state.to ?? 'now' },
    })
  }
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        title="Nothing passes the filter"
        actions={<Button onClick={onClear}>Clear it</Button>}
      >
        <p>Chips of the same key are alternatives; those of different keys hold together.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No account has been seen yet">
      <p>
        Accounts, endpoints and jobs appear as soon as metrics, logs, CloudTrail or EventBridge
        events of them arrive.
      </p>
    </EmptyState>
  )
}

/** What stands beside the tree before somebody has chosen: the accounts and why they are not well. */
function Summary({
  nodes,
  onChoose,
}: {
  nodes: readonly TreeNode[]
  onChoose: (id: string) => void
}) {
  return (
    <div className={styles['summary']}>
      {nodes.map((node) => (
        <NodePane key={node.id} node={node} range={{}} onChoose={onChoose} />
      ))}
    </div>
  )
}
