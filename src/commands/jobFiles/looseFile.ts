import { parse } from 'jsonc-parser';
import { dialectIds } from '../../api/connection';
import type { MethodType } from '../../api/dialects/dialect';
import { isObject, toText } from '../../api/wire/values';
import type { JobFile } from '../../jobFiles/jobFile';
import { maxJobFileLength } from '../../jobFiles/readJobFile';

/** What a job file that is being written says already about where and how it is run. */
export interface LooseFile {
  readonly connection?: string;
  readonly provider?: NonNullable<JobFile['provider']>;
  readonly method?: { readonly type?: MethodType; readonly hyperparameters: readonly string[] };
  readonly settings: readonly string[];
}

const methods = ['supervised', 'dpo', 'reinforcement'] as const;

/** Never throws: what cannot be read is left out. */
export function looseFile(text: string): LooseFile {
  const raw = rawOf(text);
  const [connection, method] = [toText(raw['connection']), raw['method']];
  const provider = dialectIds.find((id) => id === raw['provider']);
  const type = isObject(method) ? methods.find((each) => each === method['type']) : undefined;
  const namesIn = (value: unknown) => (isObject(value) ? Object.keys(value) : []);
  return {
    ...(connection === null ? {} : { connection }),
    ...(provider === undefined ? {} : { provider }),
    method: {
      ...(type === undefined ? {} : { type }),
      hyperparameters: isObject(method) ? namesIn(method['hyperparameters']) : [],
    },
    settings: namesIn(raw['settings']),
  };
}

function rawOf(text: string): Readonly<Record<string, unknown>> {
  if (text.length > maxJobFileLength) return {};
  try {
    const raw: unknown = parse(text);
    return isObject(raw) ? raw : {};
  } catch {
    return {}; // it is nested too deep
  }
}
