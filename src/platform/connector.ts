import type { LogOutputChannel } from 'vscode';
import { FineTuningClient } from '../api/client';
import type { Connection } from '../api/connection';
import type { Host } from './host';
import { logExchange } from './log';
import type { ApiKeys } from './secrets';

type Addressed = Connection & { readonly baseUrl: string };

/** Makes the client of a connection, and starts the local engine where that is what answers. */
export class Connector {
  private readonly clients = new Map<string, FineTuningClient>();

  constructor(
    private readonly host: Host,
    private readonly keys: ApiKeys,
    private readonly log: LogOutputChannel,
    private readonly addressed: (connection: Connection) => Addressed | undefined,
  ) {}

  /** Rejects when the local engine cannot be started, or was stopped on purpose. */
  async connect(connection: Connection): Promise<FineTuningClient> {
    const target = this.addressed(connection);
    if (target !== undefined) return this.clientOf(target, () => this.keys.get(target));
    const { engine } = this.host;
    if (engine === null) throw new Error('The local engine cannot run in this kind of VS Code');
    if (engine.isStopped) throw new Error('The local engine is stopped');
    const { apiKey, baseUrl } = await engine.start();
    return this.clientOf({ ...connection, baseUrl }, () => Promise.resolve(apiKey));
  }

  /** The engine's address changed. */
  forgetEngine(): void {
    this.clients.clear();
  }

  private clientOf(connection: Addressed, key: () => Promise<string | undefined>): FineTuningClient {
    const signature = JSON.stringify(connection);
    const known = this.clients.get(signature);
    if (known !== undefined) return known;
    const client = new FineTuningClient({
      connection,
      key,
      canStreamUploads: this.host.canStreamUploads,
      onExchange: (exchange) => {
        logExchange(this.log, connection.name, exchange);
      },
    });
    this.clients.set(signature, client);
    return client;
  }
}
