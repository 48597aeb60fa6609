import type { JobSource } from '../jobs/source';
import type { App } from './command';

/** An id, and of several sources on screen which one it is of. */
export function besideSource({ sources }: App, id: string, { name }: JobSource): string {
  return sources.shown.length > 1 ? `${id} · ${name}` : id;
}
