/** Paths of the library and of monitors: names parted by slashes, as the server writes them. */

/** The names of a path. A slash in a name is written `%2F`, and a percent sign `%25` where it would be read as one of the two. */
export function namesIn(path: string): string[] {
  return path
    .split('/')
    .filter(Boolean)
    .map((part) => part.replaceAll(/%2F|%25(?=2F|25)/g, (found) => (found === '%2F' ? '/' : '%')))
}
