import type { Change, Verb } from '@/api/apps-schema'
import { grouped, kindCount, summary, WORDS } from './plan-words'
import styles from './apps.module.css'

/** More than this are closed until somebody opens them, but for what is removed. */
const MOST_OPEN = 12

/** What a change does to each object, before it is done or after. */
export function PlanView({ change, done }: { change: Change; done: boolean }) {
  return (
    <div className={styles['plan']}>
      <p>{summary(change.actions, done)}</p>
      {grouped(change.actions).map(({ verb, count, kinds }) => (
        <details key={verb} open={opens(verb, count, done)} data-verb={verb}>
          <summary>
            {count} {done ? WORDS[verb].did : WORDS[verb].will}
          </summary>
          {WORDS[verb].means && <p className={styles['quiet']}>{WORDS[verb].means}</p>}
          {kinds.map(({ kind, things }) => (
            <section key={kind}>
              <h3>{kindCount(kind, things.length)}</h3>
              <ul>
                {things.map((one) => (
                  <li key={one.name}>
                    {one.name}
                    {one.reason && <span className={styles['quiet']}> {one.reason}</span>}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </details>
      ))}
    </div>
  )
}

const opens = (verb: Verb, count: number, done: boolean) =>
  (verb === 'remove' && !done) || (verb !== 'unchanged' && count <= MOST_OPEN)
