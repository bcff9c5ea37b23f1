import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Mark } from '@/ui/Mark'
import { Tooltip } from '@/ui/Tooltip'
import { PAGES } from './pages'
import { usePreferences } from './preferences'
import { keepTime } from './time-range'
import styles from './Frame.module.css'

/** The rail of pages; it opens to show their names. */
export function Rail() {
  const open = usePreferences((state) => state.railOpen)
  const set = usePreferences((state) => state.set)
  const Toggle = open ? IconLayoutSidebarLeftCollapse : IconLayoutSidebarLeftExpand
  const toggleLabel = open ? 'Close the rail' : 'Open the rail'
  return (
    <nav className={`${styles['rail']} ${open ? styles['open'] : ''}`} aria-label="Pages">
      <div className={styles['brand']}>
        <Mark size={26} />
        {open && <span className={styles['linkText']}>Sagescope</span>}
      </div>
      <ul className={styles['links']}>
        {PAGES.map((page) => (
          <li key={page.path} className={page.foot ? styles['foot'] : undefined}>
            <RailLink page={page} open={open} />
          </li>
        ))}
      </ul>
      <Tooltip text={`${toggleLabel} ([)`} side="right">
        <button
          type="button"
          className={styles['link']}
          aria-label={toggleLabel}
          aria-expanded={open}
          onClick={() => set({ railOpen: !open })}
        >
          <Toggle size={18} stroke={1.5} aria-hidden />
        </button>
      </Tooltip>
    </nav>
  )
}

interface LinkProps {
  page: (typeof PAGES)[number]
  open: boolean
}

function RailLink({ page, open }: LinkProps) {
  const Icon = page.icon
  const link = (
    <Link
      to={page.path}
      search={keepTime}
      className={styles['link']}
      activeOptions={{ includeSearch: false, exact: page.path === '/' }}
      aria-label={page.label}
    >
      <Icon size={18} stroke={1.5} aria-hidden />
      {open && <span className={styles['linkText']}>{page.label}</span>}
    </Link>
  )
  return open ? (
    link
  ) : (
    <Tooltip text={page.label} side="right">
      {link}
    </Tooltip>
  )
}
