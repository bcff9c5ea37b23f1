/** A time from one refresh to the next in words; 0 is never. */
export function periodText(seconds: number): string {
  if (seconds === 0) return 'Off'
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`
  return seconds < 86_400 ? `${Math.round(seconds / 3600)} h` : '1 day'
}
