import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { api } from '@/api/client'
import { languageQuery, noLanguage } from '@/api/queries'
import editorStyles from '@/features/editor/editor.module.css'
import type { Questions } from '@/lib/query-lang/assistant'
import { metricVocabularyOf, vocabularyOf } from '@/lib/query-lang/tokens'
import styles from './monitors.module.css'

const editorModule = import('@/features/editor/QueryEditor')
const QueryEditor = lazy(async () => ({ default: (await editorModule).QueryEditor }))

const noHistory = () => null
const noFaults = { text: '', faults: [] }
const checkLogs = async (text: string) =>
  api.check(text).then(
    (answer) => answer.faults,
    () => [],
  )
const checkNothing = async () => []

interface Props {
  type: 'Logs' | 'Metrics'
  label: string
  text: string
  others: string
  onText: (text: string) => void
}

/** The editor of one query. */
export function QueryText({ type, label, text, others, onText }: Props) {
  const words = useWords(type)
  const questions = useMemo(
    (): Questions =>
      type === 'Metrics'
        ? {
            complete: (query, position, signal) =>
              api.completeMetrics({ query, position, rows: [...others] }, signal),
            hover: async () => ({ note: null }),
          }
        : {
            complete: (query, position, signal) =>
              api.complete({ query, position, from: '-1h', to: 'now' }, signal),
            hover: (query, position) => api.hover({ query, position }),
          },
    [type, others],
  )
  return (
    <div className={styles['queryBox']}>
      <Suspense fallback={<pre className={editorStyles['soon']}>{text}</pre>}>
        <QueryEditor
          text={text}
          label={label}
          placeholder={
            type === 'Metrics'
              ? 'namespace=aws/sagemaker metric=ModelLatency | avg by endpointname'
              : 'namespace=aws/sagemaker error'
          }
          words={words}
          questions={questions}
          onChange={onText}
          onRun={onText}
          onHistory={noHistory}
          check={type === 'Metrics' ? checkNothing : checkLogs}
          runFaults={noFaults}
        />
      </Suspense>
    </div>
  )
}

function useWords(type: Props['type']) {
  const { data: language = noLanguage } = useQuery(languageQuery)
  return useMemo(
    () => (type === 'Metrics' ? metricVocabularyOf(language) : vocabularyOf(language)),
    [language, type],
  )
}
