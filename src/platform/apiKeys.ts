import type { Event, SecretStorage } from 'vscode';
import type { Addressed } from './addressed';

/** API keys, in VS Code's secret storage only. Each is bound to its connection's name and origin. */
export class ApiKeys {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly environment: Readonly<Record<string, string | undefined>>,
  ) {}

  get onDidChange(): Event<unknown> {
    return this.secrets.onDidChange;
  }

  /** The environment variable that the connection names wins: it was set on purpose. */
  async get(connection: Addressed): Promise<string | undefined> {
    if (connection.apiKeyEnv !== undefined) {
      const key = this.environment[connection.apiKeyEnv];
      if (key !== undefined && key !== '') return key;
    }
    const key = await this.secrets.get(storageName(connection));
    const oldName = oldStorageName(connection);
    return key ?? (oldName === null ? undefined : this.secrets.get(oldName));
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
export function storageName({ baseUrl, name }: Pick<Addressed, 'baseUrl' | 'name'>): string {
  return `fineTuning.apiKey:${JSON.stringify([new URL(baseUrl).origin, name])}`;
}

/**
 * The name under which version 0.1.0 kept the key; null where it reads the same for another origin with a port:
 * `https://h:8443` and `b` as `https://h` and `8443:b`. Such a key has to be entered again.
 */
export function oldStorageName({ baseUrl, name }: Pick<Addressed, 'baseUrl' | 'name'>): string | null {
  const { origin } = new URL(baseUrl);
  const isAmbiguous = /:\d+$/.test(origin) || /^\d+:/.test(name);
  return isAmbiguous ? null : `fineTuning.apiKey:${origin}:${name}`;
}
