import type { Event, SecretStorage } from 'vscode';
import type { Addressed } from './addressed';
import type { PrintedKeys } from './printedKeys';

/**
 * API keys: in VS Code's secret storage, where each is bound to its connection's name and origin, in the environment, or
 * printed by a command.
 */
export class ApiKeys {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly environment: Readonly<Record<string, string | undefined>>,
    private readonly printed: PrintedKeys,
  ) {}

  get onDidChange(): Event<unknown> {
    return this.secrets.onDidChange;
  }

  /**
   * The environment variable that the connection names wins, then its command: they were set on purpose. Rejects where
   * the command prints no key.
   */
  async get(connection: Addressed): Promise<string | undefined> {
    const set = this.inEnvironment(connection);
    if (set !== undefined) return set;
    if (connection.tokenCommand !== undefined) return this.printed.get(connection.tokenCommand);
    const key = await this.secrets.get(storageName(connection));
    const oldName = oldStorageName(connection);
    return key ?? (oldName === null ? undefined : this.secrets.get(oldName));
  }

  /** The server refused this key: whether {@link get} may give another one at once. */
  renew(connection: Addressed, refused: string): boolean {
    const { tokenCommand } = connection;
    if (tokenCommand === undefined || this.inEnvironment(connection) !== undefined) return false;
    return this.printed.renew(tokenCommand, refused);
  }

  private inEnvironment({ apiKeyEnv }: Addressed): string | undefined {
    const key = apiKeyEnv === undefined ? undefined : this.environment[apiKeyEnv];
    return key === '' ? undefined : key;
  }

  async set(connection: Addressed, key: string): Promise<void> {
    await this.secrets.store(storageName(connection), key);
    await this.deleteOld(connection);
  }

  async delete(connection: Addressed): Promise<void> {
    await this.secrets.delete(storageName(connection));
    await this.deleteOld(connection);
  }

  private async deleteOld(connection: Addressed): Promise<void> {
    const oldName = oldStorageName(connection);
    if (oldName !== null) await this.secrets.delete(oldName);
  }
}

/**
 * With the origin in the name, a key is never sent anywhere but where it was saved for. As JSON, since no other
 * origin and name may read the same.
 */
function storageName({ baseUrl, name }: Pick<Addressed, 'baseUrl' | 'name'>): string {
  return `fineTuning.apiKey:${JSON.stringify([new URL(baseUrl).origin, name])}`;
}

/**
 * The name under which version 0.1.0 kept the key; null where it reads the same for another origin with a port:
 * `https://h:8443` and `b` as `https://h` and `8443:b`. Such a key has to be entered again.
 */
function oldStorageName({ baseUrl, name }: Pick<Addressed, 'baseUrl' | 'name'>): string | null {
  const { origin } = new URL(baseUrl);
  const isAmbiguous = /:\d+$/.test(origin) || /^\d+:/.test(name);
  return isAmbiguous ? null : `fineTuning.apiKey:${origin}:${name}`;
}
