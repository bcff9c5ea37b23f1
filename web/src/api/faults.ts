import { type Fault, refusalSchema } from './schema'

/** An answer of the server that is not a result: its faults, its status and the id of the request. */
export class Refused extends Error {
  readonly faults: Fault[]
  readonly status: number
  readonly requestId: string

  constructor(status: number, faults: Fault[], requestId = '') {
    super(faults[0]?.message ?? `The server answered ${status}.`)
    this.name = 'Refused'
    this.status = status
    this.faults = faults
    this.requestId = requestId
  }
}

/** An answer that cannot be read. */
export const UNKNOWN_SHAPE: Fault = {
  code: 'answer.shape',
  message: 'The server answered in a form that this page does not know.',
  hint: 'Page and server may be of different versions: reload the page.',
}

/** The refusal that an error body says, or a plain one where it says nothing that we know. */
export function refusedBy(status: number, body: unknown): Refused {
  const parsed = refusalSchema.safeParse(body)
  if (parsed.success && parsed.data.faults.length > 0) {
    return new Refused(status, parsed.data.faults, parsed.data.requestId)
  }
  return new Refused(status, [plainFault(status)])
}

function plainFault(status: number): Fault {
  if (status === 401) {
    return { code: 'session.none', message: 'You are not signed in.', hint: 'Sign in and go on.' }
  }
  return {
    code: `http.${status}`,
    message: `The server answered ${status} and gave no reason.`,
    hint: 'Look at the log of sagescope serve in its terminal.',
  }
}

/** The faults of anything that was thrown, in words that can be shown. */
export function faultsOf(error: unknown): Fault[] {
  if (error instanceof Refused) return error.faults
  if (error instanceof TypeError) {
    return [
      {
        code: 'network.unreachable',
        message: 'The server did not answer.',
        hint: 'See that sagescope serve is running, then try again.',
      },
    ]
  }
  const message = error instanceof Error ? error.message : String(error)
  return [{ code: 'page.fault', message, hint: 'Reload the page and try again.' }]
}
