import type { JobSource } from '../jobs/source';

/** What the tree is made of. A node keeps its identity as long as it is shown; its data is requested again. */
export type JobsNode =
  | { readonly kind: 'source'; readonly key: string; readonly source: JobSource }
  | { readonly kind: 'group'; readonly key: string; readonly source: JobSource; readonly groupId: string }
  | JobNode
  /** How many jobs are hidden; that no job fits the filter; that there are none since the server failed. */
  | { readonly kind: 'hidden' | 'nothing' | 'failed'; readonly key: string; readonly source: JobSource }
  | { readonly kind: 'unreadable'; readonly key: string; readonly source: JobSource; readonly index: number }
  | {
      readonly kind: 'more';
      readonly key: string;
      readonly source: JobSource;
      readonly groupId: string | null;
    };

export interface JobNode {
  readonly kind: 'job';
  readonly key: string;
  readonly source: JobSource;
  readonly id: string;
}

export function isJobsNode(value: unknown): value is JobsNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && 'source' in value && 'key' in value
  );
}

/** Nodes that are kept: a server that makes its jobs for each response must not fill the memory with their rows. */
const maxNodes = 50_000;

/** Hands out one node a key, so that VS Code can be shown which row changed. */
export class NodeCache {
  private readonly nodes = new Map<string, JobsNode>();

  get(key: string): JobsNode | undefined {
    return this.nodes.get(key);
  }

  keep<T extends JobsNode>(node: T): T {
    const kept = this.nodes.get(node.key);
    if (kept?.source === node.source) return kept as T; // a key has one kind
    this.nodes.set(node.key, node);
    return node;
  }

  /** So many rows were handed out that those of jobs long gone have to be let go. */
  get isFull(): boolean {
    return this.nodes.size > maxNodes;
  }

  clear(): void {
    this.nodes.clear();
  }
}
