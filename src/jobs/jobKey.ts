import type { JobKey } from '../shared/protocol';

/** The stable id of a source: its name, fit for a {@link JobKey}. */
export function sourceId(name: string): string {
  return encodeURIComponent(name);
}

/** The source's id and the job's id in one: see {@link JobKey}. */
export function jobKey(source: { readonly id: string }, jobId: string): JobKey {
  return `${source.id}/${jobId}`;
}

/** The two ids of a key. A job's id may contain slashes, a source's cannot. */
export function parseJobKey(key: JobKey): { sourceId: string; jobId: string } {
  const slash = key.indexOf('/');
  return { sourceId: key.slice(0, slash), jobId: key.slice(slash + 1) };
}
