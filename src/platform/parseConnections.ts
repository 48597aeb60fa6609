import { t } from '@vscode/l10n';
import { Connection } from '../api/connection';
import { providers } from '../api/dialects/providers';
import { problemsOf } from '../api/paging/decode';

const setting = 'fineTuning.connections';

export interface SavedConnections {
  readonly connections: readonly Connection[];
  /** What is wrong with the entries that cannot be used, in sentences. */
  readonly problems: readonly string[];
}

/** Reads the value of `fineTuning.connections` entry by entry: a wrong one costs itself alone. */
export function parseConnections(value: unknown): SavedConnections {
  if (!Array.isArray(value)) return { connections: [], problems: [t('{0} is not a list', setting)] };
  const connections: Connection[] = [];
  const problems: string[] = [];
  value.forEach((each: unknown, index) => {
    const problem = problemOf(each, connections);
    if (typeof problem === 'string') problems.push(t('Entry {0} of {1}: {2}', index + 1, setting, problem));
    else connections.push(problem);
  });
  return { connections, problems };
}

function problemOf(entry: unknown, earlier: readonly Connection[]): string | Connection {
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
