import { notifications, Notifications } from '@mantine/notifications'

/** Where short words about what happened appear. */
export default function Notices() {
  return <Notifications position="bottom-right" autoClose={3500} limit={3} />
}

export function show(message: string): void {
  notifications.show({ message, withCloseButton: false })
}
