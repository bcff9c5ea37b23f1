import type { App, Instance } from '@/api/apps-schema'
import type { AppShow } from '@/lib/url-state'
import { hasWords } from '@/lib/words'

/** Whether a newer version is there than the one that is installed. */
export const upgradable = ({ version, latestVersion }: Instance) =>
  version !== '' && version !== latestVersion

/** The apps that have all words in name, title, summary, author or categories, as far as they are to be shown. */
export function chosenApps(apps: readonly App[], find: string, show: AppShow): App[] {
  return apps.filter((app) => {
    if (show === 'installed' && app.instances.length === 0) return false
    if (show === 'upgrades' && !app.instances.some(upgradable)) return false
    return hasWords(
      [app.name, app.title, app.summary, app.author, ...app.categories].join(' '),
      find,
    )
  })
}

/** The versions before the installed one, the newest first; the one that was there before it comes first of all. */
export function olderVersions(versions: readonly string[], instance: Instance): string[] {
  const at = versions.indexOf(instance.version)
  const older = versions.slice(0, Math.max(0, at)).reverse()
  const before = older.filter((version) => version === instance.previousVersion)
  return [...before, ...older.filter((version) => version !== instance.previousVersion)]
}

/** The versions after the installed one, the newest first. */
export function newerVersions(versions: readonly string[], instance: Instance): string[] {
  return versions.slice(versions.indexOf(instance.version) + 1).reverse()
}
