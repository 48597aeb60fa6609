import type { Connection } from '../../api/connection';
import { providers } from '../../api/dialects/providers';

/** What a connection speaks, to stand beside its name; empty where that is its name: `Local engine`. */
export function kindOf({ dialect, name }: Connection): string {
  const { title } = providers[dialect];
  return title === name ? '' : title;
}
