import { t } from '@vscode/l10n';
import type { LogOutputChannel } from 'vscode';
import { type ClientOptions, FineTuningClient } from '../api/client';
import type { Connection } from '../api/connection';
import { dialectOf } from '../api/dialects/providers';
import { type Addressed, addressed } from './addressed';
import type { ApiKeys } from './apiKeys';
import { EngineError } from './engineError';
import type { Host } from './host';
import { logExchange } from './log';

interface KnownClient {
  /** What it was made for: the engine may have another address by now. */
  readonly signature: string;
  readonly client: FineTuningClient;
}

/** Makes the client of a connection, and starts the local engine where that is what responds. */
export class Connector {
  /** By what a source was opened for: a client goes with its source, and so does the key that it has seen. */
  private clients = new WeakMap<Connection, KnownClient>();

  constructor(
    private readonly host: Host,
    private readonly keys: ApiKeys,
    private readonly log: LogOutputChannel,
  ) {}

  /** Rejects with an EngineError when the local engine cannot be started, or was stopped on purpose. */
  async connect(connection: Connection): Promise<FineTuningClient> {
    const options = await this.optionsFor(connection);
    const signature = JSON.stringify(options.connection);
    const known = this.clients.get(connection);
    if (known?.signature === signature) return known.client;
    const client = new FineTuningClient(options);
    this.clients.set(connection, { signature, client });
    return client;
  }

  /** What a client of the connection is made of. Rejects as {@link connect} does. */
  async optionsFor(connection: Connection): Promise<ClientOptions> {
    const target = addressed(connection);
    if (target !== undefined) {
      const renewKey = (refused: string) => this.keys.renew(target, refused);
      return { ...(await this.optionsOf(target, () => this.keys.get(target))), renewKey };
    }
    const { engine } = this.host;
    if (engine === null) throw new EngineError(t('The local engine cannot run in this kind of VS Code'));
    if (engine.isStopped) throw new EngineError(t('The local engine is stopped'));
    const { apiKey, baseUrl } = await engine.start();
    return this.optionsOf({ ...connection, baseUrl }, () => Promise.resolve(apiKey));
  }

  /** The engine's address changed. */
  forgetEngine(): void {
    this.clients = new WeakMap();
  }

  private async optionsOf(
    connection: Addressed,
    key: () => Promise<string | undefined>,
  ): Promise<ClientOptions> {
    return {
      connection,
      dialect: await dialectOf(connection),
      key,
      canStreamUploads: this.host.canStreamUploads,
      onExchange: (exchange) => {
        logExchange(this.log, connection.name, exchange);
      },
    };
  }
}
