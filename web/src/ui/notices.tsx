import { notifications, Notifications } from '@mantine/notifications'
import { Themed } from './Themed'

/** Where short words about what happened appear. */
export default function Notices() {
  return (
    <Themed>
      <Notifications position="bottom-right" autoClose={3500} limit={3} />
    </Themed>
  )
}

export function show(message: string): void {
  notifications.show({ message, withCloseButton: false })
}
