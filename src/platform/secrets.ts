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
    return this.secrets.get(storageName(connection));
  }

  async set(connection: Addressed, key: string): Promise<void> {
    await this.secrets.store(storageName(connection), key);
  }

  async delete(connection: Addressed): Promise<void> {
    await this.secrets.delete(storageName(connection));
  }
}

/** With the origin in the name, a key is never sent anywhere but where it was saved for. */
function storageName(connection: Addressed): string {
  return `fineTuning.apiKey:${new URL(connection.baseUrl).origin}:${connection.name}`;
}
