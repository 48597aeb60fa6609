import { t } from '@vscode/l10n';
import { Connection } from '../api/connection';
import { providers } from '../api/dialects/providers';
import { problemsOf } from '../api/paging/decode';
import { isList } from '../api/wire/values';

const setting = 'fineTuning.connections';

export interface SavedConnections {
  readonly connections: readonly Connection[];
  /** What is wrong with the entries that cannot be used, in sentences. */
  readonly problems: readonly string[];
}

/** Reads the value of `fineTuning.connections` entry by entry: a wrong one costs itself alone. */
export function parseConnections(value: unknown): SavedConnections {
  if (!isList(value)) return { connections: [], problems: [t('{0} is not a list', setting)] };
  const connections: Connection[] = [];
  const problems: string[] = [];
  entriesOf(value).forEach((each, index) => {
    if (typeof each === 'string') problems.push(t('Entry {0} of {1}: {2}', index + 1, setting, each));
    else connections.push(each);
  });
  return { connections, problems };
}

/**
 * The value with one more connection. What is there stays as it is written: an entry that cannot be used may be of a
 * newer version, or have a mistake that a person can fix.
 */
export function withConnection(value: unknown, connection: Connection): readonly unknown[] {
  return isList(value) ? [...value, connection] : [connection];
}

/** The value without the connection of this name, and all else as it is written. */
export function withoutConnection(value: unknown, name: string): readonly unknown[] {
  if (!isList(value)) return [];
  const entries = entriesOf(value);
  return value.filter((_, index) => {
    const entry = entries[index];
    return typeof entry !== 'object' || entry.name !== name;
  });
}

/** Each entry as a connection, or what is wrong with it. */
function entriesOf(value: readonly unknown[]): readonly (Connection | string)[] {
  const connections: Connection[] = [];
  return value.map((each) => {
    const entry = connectionOrProblem(each, connections);
    if (typeof entry === 'object') connections.push(entry);
    return entry;
  });
}

function connectionOrProblem(entry: unknown, earlier: readonly Connection[]): string | Connection {
  const result = Connection.safeParse(entry);
  if (!result.success) return problemsOf(result.error).join('; ');
  const connection = result.data;
  if (earlier.some(({ name }) => name === connection.name))
    return t('the name “{0}” is taken', connection.name);
  if (connection.dialect === 'local') return connection;
  if (connection.baseUrl === undefined && providers[connection.dialect].defaultBaseUrl === null) {
    return t('the dialect {0} needs a baseUrl', connection.dialect);
  }
  return connection;
}

/** The connection that OpenAI's own SDKs would make of the environment, or none. */
export function connectionFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Connection | undefined {
  if (!environment['OPENAI_API_KEY']) return undefined;
  const { OPENAI_BASE_URL: baseUrl, OPENAI_ORG_ID: organization, OPENAI_PROJECT_ID: project } = environment;
  const result = Connection.safeParse({
    // eslint-disable-next-line localization/localized-text -- a name, which settings and memory refer to
    name: 'Environment',
    dialect: 'openai',
    apiKeyEnv: 'OPENAI_API_KEY',
    ...(baseUrl ? { baseUrl } : {}),
    ...(organization ? { organization } : {}),
    ...(project ? { project } : {}),
  });
  return result.data;
}
