/** What lies over the page, from the component library: a chunk of its own, which comes after the first paint. */
export { Menu, Modal, Popover, Tooltip } from '@mantine/core'
export { Themed } from './Themed'
