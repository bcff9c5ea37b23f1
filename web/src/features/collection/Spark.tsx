import styles from './collection.module.css'

const HEIGHT = 22
const BAR = 3

/** Counts as bars, the newest on the right. */
export function Spark({ values, label }: { values: readonly number[]; label: string }) {
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
        const height = value === 0 ? 0.5 : Math.max(1, (value / most) * HEIGHT)
        return (
          <rect key={index} x={index * BAR} y={HEIGHT - height} width={BAR - 1} height={height} />
        )
      })}
    </svg>
  )
}
