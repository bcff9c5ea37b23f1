import { PAGES } from './pages'

export interface ShortcutLine {
  keys: string
  does: string
  where: string
}

export const SHORTCUTS: readonly ShortcutLine[] = [
  { keys: 'Ctrl+K', does: 'Command palette', where: 'Everywhere' },
  { keys: '?', does: 'This list', where: 'Everywhere' },
  ...PAGES.filter((page) => page.keys).map((page) => ({
    keys: page.keys,
    does: `Go to ${page.label}`,
    where: 'Everywhere',
  })),
  { keys: 'Alt+S', does: 'Go to Search', where: 'Everywhere' },
  { keys: 'Alt+M', does: 'Go to Metrics', where: 'Everywhere' },
  { keys: '[', does: 'Open or close the rail', where: 'Everywhere' },
  { keys: 't t', does: 'Open the time range', where: 'Time range' },
  { keys: 't <', does: 'Earlier by half the range', where: 'Time range' },
  { keys: 't >', does: 'Later by half the range', where: 'Time range' },
  { keys: 't -', does: 'Twice the range', where: 'Time range' },
  { keys: 't z', does: 'Back to the range before', where: 'Time range' },
  { keys: 't c', does: 'Copy the range', where: 'Time range' },
  { keys: '/', does: 'Focus the query', where: 'Search' },
  { keys: 'Enter', does: 'Run the query', where: 'Query editor' },
  { keys: 'Shift+Enter', does: 'New line', where: 'Query editor' },
  { keys: 'Ctrl+Space', does: 'Suggestions', where: 'Query editor' },
  { keys: 'Tab', does: 'Take the first suggestion', where: 'Query editor' },
  { keys: 'Alt+Up', does: 'Query before, from history', where: 'Query editor' },
  { keys: 'Alt+Down', does: 'Query after, from history', where: 'Query editor' },
  { keys: 'Escape Escape', does: 'Stop the query', where: 'Search' },
  { keys: 'r', does: 'Run again', where: 'Search' },
  { keys: 'a', does: 'Add a row', where: 'Metrics' },
  { keys: 'r', does: 'Run again', where: 'Metrics' },
  { keys: 'j', does: 'Next node', where: 'Explore' },
  { keys: 'k', does: 'Node before', where: 'Explore' },
  { keys: 'Enter', does: 'Open the entity, or the branch', where: 'Explore' },
  { keys: 'r', does: 'Refresh', where: 'Dashboards' },
  { keys: 'f', does: 'Full screen of the panel under the pointer', where: 'Dashboards' },
  { keys: 'i', does: 'Inspect the panel under the pointer', where: 'Dashboards' },
  { keys: 'e', does: 'Edit, or edit the panel under the pointer', where: 'Dashboards' },
  { keys: 'Ctrl+S', does: 'Save', where: 'Dashboards' },
  { keys: 'Ctrl+Z', does: 'Undo while editing', where: 'Dashboards' },
  { keys: 'Ctrl+Shift+Z', does: 'Redo while editing', where: 'Dashboards' },
  { keys: 'j', does: 'Next message', where: 'Messages' },
  { keys: 'k', does: 'Previous message', where: 'Messages' },
  { keys: 'x', does: 'Expand the message', where: 'Messages' },
  { keys: 'o', does: 'Open the message beside the list', where: 'Messages' },
  { keys: 'y', does: 'Copy the message', where: 'Messages' },
  { keys: 'Escape', does: 'Close the panel', where: 'Messages' },
]
