/**
 * The data of a dashboard's panels: asked for those that are seen, kept until newer data is there.
 *
 * A panel is asked again when its signature changes, which says all that its data depends on. What came before stays
 * to be looked at until then.
 */
import * as z from 'zod/mini'
import { faultsOf, UNKNOWN_SHAPE } from '@/api/faults'
import { type PanelAnswer, panelAnswerSchema } from '@/api/library-schema'
import type { Fault } from '@/api/schema'

export interface PanelState {
  /** The newest answer, which may be of an older signature while `loading`. */
  answer: PanelAnswer | null
  loading: boolean
  /** Why there is no answer at all: the whole request failed. */
  failed: readonly Fault[]
}

export type Ask = (
  keys: string[],
  signal: AbortSignal,
  onLine: (line: unknown) => void,
) => Promise<void>

const WAITING: PanelState = { answer: null, loading: true, failed: [] }
const lineType = z.looseObject({ type: z.string() })

export class PanelFeed {
  #states = new Map<string, PanelState>()
  #asked = new Map<string, string>()
  #signatures: ReadonlyMap<string, string> = new Map()
  #seen = new Set<string>()
  #running = new Map<AbortController, Set<string>>()
  #listeners = new Set<() => void>()
  #ask: Ask | null = null
  #planned: ReturnType<typeof setTimeout> | null = null

  /** What the panels' data depends on now, by the keys of the panels, and how to ask for it. */
  set(signatures: ReadonlyMap<string, string>, ask: Ask): void {
    this.#signatures = signatures
    this.#ask = ask
    this.#plan()
  }

  /** Panels that are on the screen; others wait until they are. */
  see(keys: Iterable<string>): void {
    for (const key of keys) this.#seen.add(key)
    this.#plan()
  }

  unsee(keys: Iterable<string>): void {
    for (const key of keys) this.#seen.delete(key)
  }

  get(key: string): PanelState {
    return this.#states.get(key) ?? WAITING
  }

  subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed)
    return () => this.#listeners.delete(changed)
  }

  /** Asks for one panel once more. */
  again(key: string): void {
    this.#asked.delete(key)
    this.#plan()
  }

  /** Ends what is running and asks nothing more. */
  stop(): void {
    if (this.#planned !== null) clearTimeout(this.#planned)
    this.#planned = null
    for (const run of this.#running.keys()) run.abort()
    this.#running.clear()
    this.#asked.clear()
  }

  // What comes into sight together is asked together.
  #plan(): void {
    this.#planned ??= setTimeout(() => {
      this.#planned = null
      this.#askWhatIsOld()
    }, 20)
  }

  #askWhatIsOld(): void {
    const ask = this.#ask
    if (!ask) return
    const old = [...this.#signatures]
      .filter(([key, signature]) => this.#seen.has(key) && this.#asked.get(key) !== signature)
      .map(([key]) => key)
    if (old.length === 0) return
    for (const key of old) {
      this.#asked.set(key, this.#signatures.get(key) ?? '')
      this.#put(key, { ...this.get(key), loading: true })
    }
    this.#drop(old)
    void this.#run(ask, old)
  }

  /** Runs that nobody waits for any more are ended. */
  #drop(keys: readonly string[]): void {
    for (const [run, waiting] of this.#running) {
      for (const key of keys) waiting.delete(key)
      if (waiting.size === 0) {
        run.abort()
        this.#running.delete(run)
      }
    }
  }

  async #run(ask: Ask, keys: string[]): Promise<void> {
    const run = new AbortController()
    const waiting = new Set(keys)
    this.#running.set(run, waiting)
    try {
      await ask(keys, run.signal, (line) => this.#take(line, waiting))
      this.#fail(waiting, [
        {
          code: 'panel.unanswered',
          message: 'The server sent nothing for this panel.',
          hint: 'Refresh the dashboard.',
        },
      ])
    } catch (error) {
      if (!run.signal.aborted) this.#fail(waiting, faultsOf(error))
    } finally {
      this.#running.delete(run)
    }
  }

  #take(line: unknown, waiting: Set<string>): void {
    const read = panelAnswerSchema.safeParse(line)
    if (read.success) {
      if (waiting.delete(read.data.key)) {
        this.#put(read.data.key, { answer: read.data, loading: false, failed: [] })
      }
      return
    }
    // Lines of other types say nothing of a panel; one of a panel that cannot be read is a fault of it.
    const other = lineType.safeParse(line)
    if (other.success && other.data.type === 'panel' && typeof other.data['key'] === 'string') {
      const key = other.data['key']
      if (waiting.delete(key)) {
        this.#put(key, { answer: null, loading: false, failed: [UNKNOWN_SHAPE] })
      }
    }
  }

  #fail(waiting: Set<string>, failed: readonly Fault[]): void {
    for (const key of waiting) this.#put(key, { ...this.get(key), loading: false, failed })
    waiting.clear()
  }

  #put(key: string, state: PanelState): void {
    this.#states.set(key, state)
    for (const changed of this.#listeners) changed()
  }
}
