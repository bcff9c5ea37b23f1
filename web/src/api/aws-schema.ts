/** What the server says of connecting an account of AWS. */
import * as z from 'zod/mini'
import type { Answers } from './schema'

const stackSchema = z.object({
  template: z.string(),
  regions: z.array(z.string()),
  parameters: z.record(z.string(), z.string()),
})
export type Stack = z.infer<typeof stackSchema>

const stepSchema = z.object({
  title: z.string(),
  text: z.string(),
  commands: z.array(z.string()),
  parts: z.array(z.string()),
  stack: z.nullable(stackSchema),
})
export type Step = z.infer<typeof stepSchema>

const partSchema = z.object({
  part: z.string(),
  source: z.nullable(z.number()),
  name: z.string(),
  sent: z.boolean(),
  looks: z.array(z.object({ text: z.string(), command: z.string() })),
})
export type PartState = z.infer<typeof partSchema>

export const connectionSchema = z.object({
  address: z.string(),
  steps: z.array(stepSchema),
  parts: z.array(partSchema),
})
export type Connection = z.infer<typeof connectionSchema>

export const ranSchema = z.object({
  objects: z.number(),
  messages: z.number(),
  points: z.number(),
  faults: z.array(z.object({ code: z.string(), message: z.string(), hint: z.string() })),
})

/** The account that is asked about. */
export interface Account {
  account: string
  number: string
  region: string[]
  part: string[]
  address: string
  principal: string
  folder: string
}

interface OfAccount {
  parameters: { query: Account }
}
interface Answer<T> {
  responses: Answers<T>
}

/** The paths that connect an account. */
export interface AwsPaths {
  '/api/v1/aws/steps': { get: OfAccount & Answer<Connection> }
  '/api/v1/aws/sources': { post: OfAccount & Answer<Connection> }
  '/api/v1/sources/{sourceId}/run': {
    post: { parameters: { path: { sourceId: number } } } & Answer<z.infer<typeof ranSchema>>
  }
}
