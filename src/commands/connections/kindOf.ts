import type { Connection } from '../../api/connection';
import { dialects } from '../../api/dialects/table';

/** What a connection speaks, to stand beside its name; empty where that is its name: `Local engine`. */
export function kindOf({ dialect, name }: Connection): string {
  const { title } = dialects[dialect];
  return title === name ? '' : title;
}
