import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { boot } from '@/api/client'
import { languageQuery, noLanguage, sessionQuery } from '@/api/queries'
import { useCommands } from '@/app/commands'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import styles from './help.module.css'

interface Entry {
  name: string
  kind: string
  syntax: string
  summary: string
  examples: readonly string[]
}

/** The search language as this server speaks it, and where to find the rest. */
export function HelpPage() {
  const { data: language = noLanguage, isPending } = useQuery(languageQuery)
  const { data: session } = useQuery(sessionQuery)
  const [typed, setTyped] = useState('')
  const entries: Entry[] = [
    ...language.operators.map((one) => ({ ...one, kind: one.family || 'operator' })),
    ...language.aggregates.map((one) => ({ ...one, kind: 'aggregate' })),
    ...language.functions.map((one) => ({ ...one, kind: 'function', syntax: one.signature })),
    ...[...language.metadata, ...language.fields].map((one) => ({
      ...one,
      kind: one.name.startsWith('_') ? 'metadata' : 'field',
      syntax: `${one.name}=value`,
      examples: [],
    })),
  ]
  const words = typed.trim().toLowerCase()
  const found = entries.filter((entry) =>
    `${entry.name} ${entry.summary} ${entry.kind}`.toLowerCase().includes(words),
  )
  return (
    <div className={styles['page']}>
      <div className={styles['inner']}>
        <h2>The search language</h2>
        <p>
          A query is a scope and stages: <code>words and field=value | operator | operator</code>.
          The scope chooses messages; each stage works on the rows of the one before it.
        </p>
        <div className={styles['find']}>
          <Field
            label="Find an operator, function or field"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button onClick={() => useCommands.setState({ sheetOpen: true })}>
            Keyboard shortcuts
          </Button>
        </div>
        {!isPending && found.length === 0 && <p>Nothing of that name.</p>}
        <dl className={styles['entries']}>
          {found.map((entry) => (
            <div key={`${entry.kind} ${entry.name}`} className={styles['entry']}>
              <dt>
                <code>{entry.name}</code>
                <span className={styles['kind']}>{entry.kind}</span>
              </dt>
              <dd>
                <p>{entry.summary}</p>
                {entry.syntax && <code className={styles['syntax']}>{entry.syntax}</code>}
                {entry.examples[0] && <Example text={entry.examples[0]} />}
              </dd>
            </div>
          ))}
        </dl>
        <p className={styles['version']}>
          Sagescope {session?.version ?? boot.version}. Inter and JetBrains Mono under the SIL Open
          Font License; country borders by Natural Earth.
        </p>
      </div>
    </div>
  )
}

// An example of a function is an expression; only one with a pipe is a query that can run.
function Example({ text }: { text: string }) {
  return (
    <div className={styles['exampleLine']}>
      <pre className={styles['example']}>{text}</pre>
      {text.includes('|') && (
        <Link to="/search" search={(now) => ({ from: now.from, to: now.to, q: text })}>
          Run
        </Link>
      )}
    </div>
  )
}
