import { client, parsed } from './client'
import {
  changesSchema,
  type ChangesQuestion,
  entitySchema,
  homeSchema,
  idleSchema,
  nodeAnswerSchema,
  treeSchema,
} from './explore-schema'

/** What the pages of Explore and home ask the server; each throws Refused where the answer is none. */
export const exploreApi = {
  tree: (filter: string[], at: string, signal: AbortSignal) =>
    parsed(
      treeSchema,
      client.GET('/api/v1/explore/tree', { params: { query: { filter, at } }, signal }),
    ),
  node: (path: string, signal: AbortSignal) =>
    parsed(
      nodeAnswerSchema,
      client.GET('/api/v1/explore/node', { params: { query: { path } }, signal }),
    ),
  entity: (id: string, signal: AbortSignal) =>
    parsed(
      entitySchema,
      client.GET('/api/v1/explore/entity', { params: { query: { id } }, signal }),
    ),
  changes: (query: ChangesQuestion, signal: AbortSignal) =>
    parsed(changesSchema, client.GET('/api/v1/explore/changes', { params: { query }, signal })),
  idle: (hours: number, signal: AbortSignal) =>
    parsed(
      idleSchema,
      client.GET('/api/v1/explore/idle', { params: { query: { hours } }, signal }),
    ),
  home: (signal: AbortSignal) =>
    parsed(homeSchema, client.GET('/api/v1/explore/home', { params: {}, signal })),
}
