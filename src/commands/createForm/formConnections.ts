import { sourceId } from '../../jobs/jobKey';
import type { JobSource } from '../../jobs/source';
import type { App } from '../command';
import { sourceAt } from '../jobFiles/runJobFile';

/** Where jobs can be created: the connections in the view of jobs, then the others. */
export function sourcesToCreateAt({ sources }: App): readonly JobSource[] {
  const others = sources.available
    .filter(({ name }) => !sources.shown.some((shown) => shown.name === name))
    .flatMap(({ name }) => sources.find(sourceId(name)) ?? []);
  return [...sources.shown, ...others].filter(({ capabilities }) => capabilities.create === true);
}

/**
 * The source of this id, to create a job at. The window's own engine is started, which shows its jobs.
 *
 * @returns undefined where there is none, or the person cancelled its start
 */
export async function sourceToCreateAt(app: App, id: string): Promise<JobSource | undefined> {
  const connection = app.sources.available.find(({ name }) => sourceId(name) === id);
  const isOwnEngine = connection?.dialect === 'local' && connection.baseUrl === undefined;
  const isRunning = app.host.engine?.address != null;
  return isOwnEngine && !isRunning ? sourceAt(app, connection) : app.sources.find(id);
}
