import type { Dialect } from '../../api/dialects/dialect';
import { parseBase, urlOf } from '../../api/http/addresses';
import type { Addressed } from '../../platform/addressed';

/** How a model is called: what a snippet of code needs to know. */
export interface CallTarget {
  readonly api: 'chat' | 'completions' | 'azure';
  /** Of OpenAI's clients: without a slash at the end. Azure: the address of the resource. */
  readonly baseUrl: string;
  /** Of Azure alone. */
  readonly apiVersion: string;
  /** The environment variable that holds the key. */
  readonly keyVariable: string;
  readonly model: string;
}

/** Azure's newest version that is not a preview. Source: Azure's REST specification of inference. */
const azureVersion = '2024-10-21';

/** @param dialect that of the connection */
export function callTarget(dialect: Dialect, connection: Addressed, model: string): CallTarget {
  return {
    api: dialect.callApi ?? 'chat',
    baseUrl: baseUrlOf(dialect, connection, model),
    apiVersion: connection.apiVersion ?? azureVersion,
    keyVariable: keyVariableOf(dialect, connection),
    model,
  };
}

/** Where models are called, which is not everywhere where they are trained: what comes before `/chat/completions`. */
function baseUrlOf({ baseUrl, chat, callApi }: Dialect, connection: Addressed, model: string): string {
  const base = { ...parseBase(baseUrl?.(connection) ?? connection.baseUrl), query: '' };
  if (callApi === 'azure') return base.origin; // its clients add the path
  if (chat === undefined) return base.root;
  return urlOf(base, chat.path(model, base.root), {}).replace(/\/chat\/completions$/, '');
}

/** The one that the connection names, if a shell and a program can read it. */
function keyVariableOf({ keyVariable }: Dialect, { apiKeyEnv }: Addressed): string {
  return apiKeyEnv !== undefined && /^[A-Za-z_]\w*$/.test(apiKeyEnv) ? apiKeyEnv : keyVariable;
}
