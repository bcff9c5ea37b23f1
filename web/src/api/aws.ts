/** The questions of connecting an account of AWS; each throws Refused where the answer is none. */
import { type Account, connectionSchema, ranSchema, type Stack } from './aws-schema'
import { baseAddress, client, parsed } from './client'

export const aws = {
  steps: (query: Account, signal: AbortSignal) =>
    parsed(connectionSchema, client.GET('/api/v1/aws/steps', { params: { query }, signal })),
  addSources: (query: Account) =>
    parsed(connectionSchema, client.POST('/api/v1/aws/sources', { params: { query } })),
  run: (sourceId: number) =>
    parsed(
      ranSchema,
      client.POST('/api/v1/sources/{sourceId}/run', { params: { path: { sourceId } } }),
    ),
  /** Where the template of a stack is, its parameters filled in. */
  template: ({ template, parameters }: Stack) =>
    `${baseAddress}/api/v1/aws/templates/${template}?${new URLSearchParams(parameters)}`,
}
