import styles from './home.module.css'

interface Props {
  values: readonly number[]
  label: string
}

const HEIGHT = 28
const BAR = 4

/** Counts of the last minutes as bars, the newest on the right. */
export function Sparkline({ values, label }: Props) {
  const most = Math.max(1, ...values)
  return (
    <svg
      className={styles['spark']}
      viewBox={`0 0 ${values.length * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, index) => {
        const height = value === 0 ? 0 : Math.max(1, (value / most) * HEIGHT)
        return (
          <rect key={index} x={index * BAR} y={HEIGHT - height} width={BAR - 1} height={height} />
        )
      })}
    </svg>
  )
}
