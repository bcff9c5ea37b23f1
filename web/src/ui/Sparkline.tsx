interface Props {
  values: readonly number[]
  label: string
  className?: string | undefined
  /** How high the highest bar is, and how high one of nothing. */
  height?: number
  floor?: number
}

const BAR = 4

/** Counts as bars, the newest on the right. */
export function Sparkline({ values, label, className, height = 28, floor = 0 }: Props) {
  const most = Math.max(1, ...values)
  return (
    <svg
      className={className}
      viewBox={`0 0 ${values.length * BAR} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const high = value === 0 ? floor : Math.max(1, (value / most) * height)
        return <rect key={index} x={index * BAR} y={height - high} width={BAR - 1} height={high} />
      })}
    </svg>
  )
}
