import { Link } from '@tanstack/react-router'
import { EmptyState } from '@/ui/EmptyState'

export function NotFound() {
  return (
    <EmptyState
      title="There is no such page"
      actions={
        <Link to="/search" className="btn btn-primary">
          Go to Search
        </Link>
      }
    >
      <p>The address may be of another version of Sagescope.</p>
    </EmptyState>
  )
}
