/** Keys as they are pressed: `Ctrl+K` is two caps, `g s` is two, one after the other. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span>
      {keys.split(' ').map((key, index) => (
        <span key={index}>
          {index > 0 && ' '}
          <kbd className="kbd">{key}</kbd>
        </span>
      ))}
    </span>
  )
}
