import type { ReactNode } from 'react'
import { useOverlays } from './use-overlays'

interface Props {
  opened: boolean
  onClose: () => void
  title: string
  width?: number
  children: ReactNode
}

export function Modal({ opened, onClose, title, width = 560, children }: Props) {
  const overlays = useOverlays()
  if (!overlays) return null
  const { Modal: MantineModal, Themed } = overlays
  return (
    <Themed>
      <MantineModal.Root
        opened={opened}
        onClose={onClose}
        size={width}
        transitionProps={{ duration: 100, transition: 'fade' }}
        classNames={{ content: 'modal-card', title: 'modal-title', body: 'modal-body' }}
      >
        <MantineModal.Overlay backgroundOpacity={0.45} />
        <MantineModal.Content>
          <div className="modal-head">
            <MantineModal.Title>{title}</MantineModal.Title>
            <MantineModal.CloseButton aria-label="Close" />
          </div>
          <MantineModal.Body>{children}</MantineModal.Body>
        </MantineModal.Content>
      </MantineModal.Root>
    </Themed>
  )
}
