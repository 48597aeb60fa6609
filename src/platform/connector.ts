import type { LogOutputChannel } from 'vscode';
import { type ClientOptions, FineTuningClient } from '../api/client';
import type { Connection } from '../api/connection';
import { type Addressed, addressed } from './addressed';
import { EngineError } from './engineError';
import type { Host } from './host';
import { logExchange } from './log';
import type { ApiKeys } from './apiKeys';

/** Makes the client of a connection, and starts the local engine where that is what responds. */
export class Connector {
  private readonly clients = new Map<string, FineTuningClient>();

  constructor(
    private readonly host: Host,
    private readonly keys: ApiKeys,
    private readonly log: LogOutputChannel,
  ) {}

  /** Rejects with an EngineError when the local engine cannot be started, or was stopped on purpose. */
  async connect(connection: Connection): Promise<FineTuningClient> {
    const options = await this.optionsFor(connection);
    const signature = JSON.stringify(options.connection);
    const client = this.clients.get(signature) ?? new FineTuningClient(options);
    this.clients.set(signature, client);
    return client;
  }

  /** What a client of the connection is made of. Rejects as {@link connect} does. */
  async optionsFor(connection: Connection): Promise<ClientOptions> {
    const target = addressed(connection);
    if (target !== undefined) return this.optionsOf(target, () => this.keys.get(target));
    const { engine } = this.host;
    if (engine === null) throw new EngineError('The local engine cannot run in this kind of VS Code');
    if (engine.isStopped) throw new EngineError('The local engine is stopped');
    const { apiKey, baseUrl } = await engine.start();
    return this.optionsOf({ ...connection, baseUrl }, () => Promise.resolve(apiKey));
  }

  /** The engine's address changed. */
  forgetEngine(): void {
    this.clients.clear();
  }

  private optionsOf(connection: Addressed, key: () => Promise<string | undefined>): ClientOptions {
    return {
      connection,
      key,
      canStreamUploads: this.host.canStreamUploads,
      onExchange: (exchange) => {
        logExchange(this.log, connection.name, exchange);
      },
    };
  }
}
