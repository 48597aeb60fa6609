import type { Connection } from '../../api/connection';
import { isJobsNode } from '../../views/jobNodes';
import type { App } from '../command';

/** The connection that an argument stands for: a name, or a row of the tree. */
export function namedConnection(app: App, argument: unknown): Connection | undefined {
  const name = isJobsNode(argument) ? argument.source.name : argument;
  return app.sources.available.find((connection) => connection.name === name);
}
