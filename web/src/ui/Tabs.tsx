import { type KeyboardEvent, type ReactNode, useId } from 'react'

export interface Tab<T extends string> {
  value: T
  label: string
  count?: string
  disabled?: boolean
}

interface Props<T extends string> {
  label: string
  value: T
  tabs: readonly Tab<T>[]
  onChange: (value: T) => void
  /** Stands at the end of the line of tabs. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** A line of tabs and the panel of the chosen one. */
export function Tabs<T extends string>({
  label,
  value,
  tabs,
  onChange,
  aside,
  className,
  children,
}: Props<T>) {
  const id = useId()
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const open = tabs.filter((tab) => !tab.disabled)
    const at = open.findIndex((tab) => tab.value === value)
    const next = open[(at + step + open.length) % open.length]
    if (!next) return
    onChange(next.value)
    document.getElementById(`${id}-${next.value}`)?.focus()
  }
  return (
    <section className={className}>
      <div className="tab-line">
        <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              key={tab.value}
              id={`${id}-${tab.value}`}
              type="button"
              role="tab"
              className="tab"
              disabled={tab.disabled}
              aria-selected={tab.value === value}
              aria-controls={`${id}-panel`}
              tabIndex={tab.value === value ? 0 : -1}
              onClick={() => onChange(tab.value)}
            >
              {tab.label}
              {tab.count !== undefined && <span className="tab-count">{tab.count}</span>}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div
        id={`${id}-panel`}
        role="tabpanel"
        className="tab-panel"
        aria-labelledby={`${id}-${value}`}
      >
        {children}
      </div>
    </section>
  )
}
